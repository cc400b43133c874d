using System.Globalization;
using Gossamer.Fuzz.Targets;

namespace Gossamer.Fuzz;

/// <summary>What to fuzz, and for how long.</summary>
internal sealed record FuzzOptions(IReadOnlyList<FuzzTarget> Targets, TimeSpan Time, int Seed, string? Replay)
{
    private const int DefaultSeconds = 60;

    public static bool TryParse(string[] args, out FuzzOptions options, out string fault)
    {
        var (names, seconds, seed, replay) = (new List<string>(), DefaultSeconds, 1, (string?)null);
        options = null!;
        fault = "";
        for (var i = 0; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            switch (args[i])
            {
                case "--seconds" when int.TryParse(value, CultureInfo.InvariantCulture, out seconds) && seconds > 0:
                case "--seed" when int.TryParse(value, CultureInfo.InvariantCulture, out seed):
                    i++;
                    break;
                case "--replay" when File.Exists(value):
                    (replay, i) = (value, i + 1);
                    break;
                case var name when FuzzTarget.All.Any(target => target.Name == name):
                    names.Add(name);
                    break;
                default:
                    fault = $"\"{args[i]}\" is not known here. Targets: {string.Join(", ", FuzzTarget.All.Select(t => t.Name))}. "
                        + "Options: --seconds N (for each target), --seed N, --replay FILE.";
                    return false;
            }
        }

        var targets = FuzzTarget.All.Where(target => names.Count == 0 || names.Contains(target.Name)).ToList();
        options = new FuzzOptions(targets, TimeSpan.FromSeconds(seconds), seed, replay);
        return true;
    }
}
