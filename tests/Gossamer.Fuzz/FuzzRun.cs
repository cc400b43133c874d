using System.Diagnostics;
using System.Globalization;
using Gossamer.Fuzz.Targets;

namespace Gossamer.Fuzz;

/// <summary>Feeds targets until their time is over or one of them breaks.</summary>
internal static class FuzzRun
{
    public static int All(FuzzOptions options)
    {
        var failed = 0;
        foreach (var target in options.Targets)
            failed += One(target, options) ? 0 : 1;
        Console.WriteLine($"{options.Targets.Count - failed} passed, {failed} failed");
        return failed == 0 ? 0 : 1;
    }

    private static bool One(FuzzTarget target, FuzzOptions options)
    {
        var coverage = new Coverage();
        if (options.Replay is { } file)
            return Feed(target, File.ReadAllBytes(file), coverage, out _);

        var corpus = new List<byte[]>(target.Seeds);
        foreach (var seed in target.Seeds)
        {
            if (!Feed(target, seed, coverage, out _))
                return false;
        }

        var mutator = new Mutator(new Random(options.Seed), target.Dictionary);
        var clock = Stopwatch.StartNew();
        long inputs = 0;
        for (; clock.Elapsed < options.Time; inputs++)
        {
            var input = mutator.Mutate(corpus);
            if (!Feed(target, input, coverage, out var isNew))
                return false;
            if (isNew)
                corpus.Add(input);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
                $"{target.Name}: {inputs} inputs, {corpus.Count} kept, {coverage.Edges} branches, nothing broke"));
        return true;
    }

    private static bool Feed(FuzzTarget target, byte[] input, Coverage coverage, out bool isNew)
    {
        try
        {
            coverage.Begin();
            target.Run(input);
            isNew = coverage.End();
            return true;
        }
#pragma warning disable CA1031 // whatever leaves a decoder is what we look for
        catch (Exception e)
#pragma warning restore CA1031
        {
            var hash = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(input));
        var file = Path.GetFullPath($"{target.Name}-{hash[..12]}.crash");
            File.WriteAllBytes(file, input);
            Console.WriteLine($"{target.Name}: BROKEN by {Convert.ToHexString(input)}");
            Console.WriteLine($"replay with --replay {file} {target.Name}");
            Console.WriteLine(e);
            isNew = false;
            return false;
        }
    }
}
