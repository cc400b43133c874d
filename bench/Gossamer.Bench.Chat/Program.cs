// Messages between users of two servers, of this build and of another: bench/run chat path-of-the-server [path-of-another]
using System.Globalization;
using Gossamer.Bench.Chat;
using Gossamer.Bench.Load;

const int Rounds = 7;
var roundTime = TimeSpan.FromSeconds(2);

Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"{Environment.ProcessorCount} processors, shared by servers and load; medians of {Rounds} rounds of {roundTime.TotalSeconds} s, in "
        + $"turn"));
foreach (var shape in ChatShape.All)
{
    List<ChatLoad> loads = [];
    foreach (var program in args)
        loads.Add(await ChatLoad.StartAsync(program, shape));
    foreach (var load in loads)
        await load.RunAsync(roundTime); // the compiler's warming up
    List<LoadRound>[] rounds = [.. loads.Select(static _ => new List<LoadRound>())];
    for (var i = 0; i < Rounds; i++)
        for (var n = 0; n < loads.Count; n++)
            rounds[n].Add(await loads[n].RunAsync(roundTime));
    foreach (var load in loads)
        await load.DisposeAsync();

    Console.WriteLine();
    Console.WriteLine(shape.Name);
    Report("messages/s", "N0", rounds, static round => round.MessagesPerSecond);
    Report("servers' CPU, us/message", "N2", rounds, static round => round.CpuMicroseconds);
}

static void Report(string what, string format, List<LoadRound>[] rounds, Func<LoadRound, double> value)
{
    var invariant = CultureInfo.InvariantCulture;
    var medians = rounds.Select(own => Median.Of(own.Select(value)).ToString(format, invariant).PadLeft(10));
    var ratios = rounds.Skip(1).Select(other => Median.Of(rounds[0].Zip(other, (ours, theirs) => value(ours) / value(theirs))));
    var compared = ratios.Select(ratio => string.Create(invariant, $"   ratio {ratio:N2}"));
    Console.WriteLine($"  {what,-26}{string.Concat(medians)}{string.Concat(compared)}");
}
