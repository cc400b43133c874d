using System.Globalization;
using Gossamer.Bench.Load;

namespace Gossamer.Bench.Rooms;

/// <summary>All clusters side by side, under load in turn: what disturbs the machine disturbs each of them, and the medians tell.</summary>
/// <param name="Shapes">What is compared.</param>
/// <param name="Rounds">Rounds that count, of each shape at each cluster.</param>
/// <param name="RoundTime">How long each sends.</param>
/// <param name="WarmUp">
/// How long each sends before, in each shape, twice: runtimes compile anew what they have seen run for a while, and are long about it where
/// processors are few.
/// </param>
internal sealed record Comparison(IReadOnlyList<Shape> Shapes, int Rounds, TimeSpan RoundTime, TimeSpan WarmUp)
{
    private const int NameWidth = 20;

    /// <param name="nodeServer">The script of the Socket.IO server.</param>
    public async Task RunAsync(string nodeServer)
    {
        await using var gossamer = await Cluster.StartGossamerAsync();
        await using var socketIO = await Cluster.StartSocketIOAsync(nodeServer);
        await using var signalR = await Cluster.StartSignalRAsync();
        var seating = new Seating(Shapes);
        List<RoomsLoad> loads = [];
        foreach (var cluster in new[] { gossamer, socketIO, signalR })
            loads.Add(await RoomsLoad.JoinAsync(cluster, seating));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} processors, shared by servers and load; {Seating.Servers} servers and {Seating.Connections:N0} "
                + $"connections each; medians of {Rounds} rounds of {RoundTime.TotalSeconds} s, in turn"));

        foreach (var shape in Shapes.Concat(Shapes))
            foreach (var load in loads)
                await load.RunAsync(shape, WarmUp);
        foreach (var shape in Shapes)
            Report(shape, loads, await MeasureAsync(shape, loads));
        foreach (var load in loads)
            load.Dispose();
    }

    private async Task<List<Round>[]> MeasureAsync(Shape shape, List<RoomsLoad> loads)
    {
        List<Round>[] rounds = [.. loads.Select(static _ => new List<Round>())];
        for (var round = 0; round < Rounds; round++)
            for (var load = 0; load < loads.Count; load++)
                rounds[load].Add(await loads[load].RunAsync(shape, RoundTime));
        return rounds;
    }

    private static void Report(Shape shape, List<RoomsLoad> loads, List<Round>[] rounds)
    {
        Console.WriteLine();
        Console.WriteLine(shape.Name);
        Console.WriteLine($"  {"",-NameWidth}{"",12}{"deliveries a CPU-second",28}{"ratio of Gossamer's",20}{"cores in use",18}");
        Console.WriteLine($"  {"",-NameWidth}{"deliveries/s",12}{"servers",14}{"and Redis",14}{"servers",10}{"and Redis",10}"
            + $"{"servers",10}{"Redis",8}");
        for (var load = 0; load < loads.Count; load++)
        {
            var mine = rounds[load];
            Console.WriteLine($"  {loads[load].Name,-NameWidth}"
                + Figure(12, "N0", mine.Select(static round => round.DeliveriesPerSecond))
                + Figure(14, "N0", mine.Select(static round => round.DeliveriesPerServerCpu))
                + Figure(14, "N0", mine.Select(static round => round.DeliveriesPerWholeCpu))
                + Figure(10, "N2", rounds[0].Zip(mine, static (one, other) => one.DeliveriesPerServerCpu / other.DeliveriesPerServerCpu))
                + Figure(10, "N2", rounds[0].Zip(mine, static (one, other) => one.DeliveriesPerWholeCpu / other.DeliveriesPerWholeCpu))
                + Figure(10, "N2", mine.Select(static round => round.ServersCpu / round.Seconds))
                + Figure(8, "N2", mine.Select(static round => round.RedisCpu / round.Seconds)));
        }
    }

    private static string Figure(int width, string format, IEnumerable<double> values) =>
        Median.Of(values).ToString(format, CultureInfo.InvariantCulture).PadLeft(width);
}
