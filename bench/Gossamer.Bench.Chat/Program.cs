// Messages between users of two servers, of this build and of another: bench/run chat path-of-the-server [path-of-another]
using System.Globalization;
using Gossamer.Bench.Chat;
using Gossamer.Bench.Load;

const int Rounds = 7;
var roundTime = TimeSpan.FromSeconds(2);

Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"{Environment.ProcessorCount} processors, shared by servers and load; medians of {Rounds} rounds of {roundTime.TotalSeconds} s, all "
        + $"loads of a table in turn"));
foreach (var shapes in ChatShape.All.GroupBy(static shape => shape.InFlight))
{
    var loads = shapes.SelectMany(shape => args.Select(program => (Shape: shape, Program: program))).ToList();
    var rounds = await RunAsync(loads);
    Console.WriteLine();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{shapes.First().Pairs} pairs, {shapes.Key} in flight each"));
    Console.WriteLine("                     messages/s   ratios      CPU, us/message   ratios");
    for (var i = 0; i < loads.Count; i++)
        Console.WriteLine(string.Concat(
            "  ", (loads[i].Shape.HasIds ? "ids" : "no ids").PadRight(8), Name(i).PadRight(10),
            Column(i, "N0", static round => round.MessagesPerSecond), Column(i, "N2", static round => round.CpuMicroseconds)));

    string Column(int load, string format, Func<LoadRound, double> value)
    {
        var other = load % args.Length == 0 ? "" : $"{Ratio(load, load - (load % args.Length), value)} of ours";
        var plain = load < args.Length ? "" : $"{Ratio(load, load - args.Length, value)} of no ids";
        var median = Median.Of(rounds[load].Select(value)).ToString(format, CultureInfo.InvariantCulture);
        return $"{median.PadLeft(11)}   {string.Join(", ", new[] { other, plain }.Where(static s => s.Length > 0)).PadRight(28)}";
    }

    string Ratio(int load, int to, Func<LoadRound, double> value) =>
        Median.Of(rounds[load].Zip(rounds[to], (one, base_) => value(one) / value(base_))).ToString("N2", CultureInfo.InvariantCulture);
}

string Name(int load) => load % args.Length == 0 ? "ours" : string.Create(CultureInfo.InvariantCulture, $"other {load % args.Length}");

async Task<List<LoadRound>[]> RunAsync(List<(ChatShape Shape, string Program)> plan)
{
    List<ChatLoad> loads = [];
    foreach (var (shape, program) in plan)
        loads.Add(await ChatLoad.StartAsync(program, shape));
    foreach (var load in loads)
        await load.RunAsync(roundTime); // the compiler's warming up
    List<LoadRound>[] rounds = [.. loads.Select(static _ => new List<LoadRound>())];
    for (var i = 0; i < Rounds; i++)
        for (var n = 0; n < loads.Count; n++)
            rounds[n].Add(await loads[n].RunAsync(roundTime));
    foreach (var load in loads)
        await load.DisposeAsync();
    return rounds;
}
