// Join storms on four servers, in each presence mode: bench/run storm path-of-the-server [clients ...]
using System.Globalization;
using Gossamer.Bench.Storm;

var server = args[0];
int[] sizes = args.Length > 1
    ? [.. args[1..].Select(text => int.Parse(text, CultureInfo.InvariantCulture))]
    : [250, 500, 1000, 2000, 5000, 10_000];

List<StormResult> results = [];
Console.WriteLine(StormTable.Header);
foreach (var mode in Enum.GetValues<Mode>())
    foreach (var size in sizes)
    {
        await using var servers = await ServerGroup.StartAsync(server);
        await JoinStorm.RunAsync(servers, mode, JoinStorm.WarmUp); // what a server compiles in its first second is not what is measured
        results.Add(await JoinStorm.RunAsync(servers, mode, size));
        Console.WriteLine(StormTable.Row(results[^1]));
    }

StormPlot.Write("storm.svg", results);
Console.WriteLine($"Plot: {Path.GetFullPath("storm.svg")}");
return results.TrueForAll(result => result.IsComplete) ? 0 : 1;
