// Join storms on four servers, in each presence mode: bench/run storm path-of-the-server [list|changes|watched ...] [clients ...]
using System.Globalization;
using Gossamer.Bench.Load;
using Gossamer.Bench.Storm;

var server = args[0];
Mode[] modes = [.. Enum.GetValues<Mode>().Where(mode => args.Contains(mode.ToString(), StringComparer.OrdinalIgnoreCase))];
int[] sizes = [.. args[1..].Where(static word => char.IsAsciiDigit(word[0])).Select(static word =>
    int.Parse(word, CultureInfo.InvariantCulture))];
if (modes.Length == 0)
    modes = Enum.GetValues<Mode>();
if (sizes.Length == 0)
    sizes = [250, 500, 1000, 2000, 5000, 10_000];

List<StormResult> results = [];
Console.WriteLine(StormTable.Header);
foreach (var mode in modes)
    foreach (var size in sizes)
    {
        await using var servers = await ServerGroup.StartAsync(server, count: 4);
        await JoinStorm.WarmUpAsync(servers, mode);
        results.Add(await JoinStorm.RunAsync(servers, mode, size));
        Console.WriteLine(StormTable.Row(results[^1]));
    }

StormPlot.Write("storm.svg", results);
Console.WriteLine($"Plot: {Path.GetFullPath("storm.svg")}");
return results.TrueForAll(result => result.IsComplete) ? 0 : 1;
