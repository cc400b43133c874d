using System.Globalization;
using Gossamer.Bench.Load;

namespace Gossamer.Bench.Relay;

/// <summary>Both servers side by side, under load in turn: what disturbs the machine disturbs both, and the medians tell.</summary>
internal static class Comparison
{
    public const string Bare = "bare";
    private const string Ours = "gossamer";
    private const int Rounds = 7;

    private static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(2);

    public static async Task RunAsync()
    {
        await using var ours = await ServerProcess.StartAsync(Ours);
        await using var bare = await ServerProcess.StartAsync(Bare);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} processors, shared by server and load; medians of {Rounds} rounds of {RoundTime.TotalSeconds} s"
                + $", in turn"));
        foreach (var shape in Shape.All)
            await CompareAsync(shape, ours, bare);
    }

    private static async Task CompareAsync(Shape shape, ServerProcess ours, ServerProcess bare)
    {
        using var oursLoad = await Load.ConnectAsync(ours, query => RawWebSocket.JoinAsync(ours.EndPoint, query), shape);
        using var bareLoad = await Load.ConnectAsync(bare, query => RawWebSocket.ConnectAsync(bare.EndPoint, "/relay?" + query), shape);
        await oursLoad.RunAsync(RoundTime); // the compiler's warming up
        await bareLoad.RunAsync(RoundTime);

        var rounds = new List<(LoadRound Ours, LoadRound Bare)>();
        for (var i = 0; i < Rounds; i++)
            rounds.Add((await oursLoad.RunAsync(RoundTime), await bareLoad.RunAsync(RoundTime)));

        Console.WriteLine();
        Console.WriteLine(shape.Name);
        Report("messages/s", "N0", rounds, static r => r.MessagesPerSecond);
        Report("server CPU, us/message", "N2", rounds, static r => r.CpuMicroseconds);
    }

    private static void Report(string what, string format, List<(LoadRound Ours, LoadRound Bare)> rounds, Func<LoadRound, double> value)
    {
        var ours = Median.Of(rounds.Select(r => value(r.Ours)));
        var bare = Median.Of(rounds.Select(r => value(r.Bare)));
        var ratio = Median.Of(rounds.Select(r => value(r.Ours) / value(r.Bare)));
        var invariant = CultureInfo.InvariantCulture;
        Console.WriteLine(string.Create(invariant,
            $"  {what,-24} gossamer {ours.ToString(format, invariant),10}   bare {bare.ToString(format, invariant),10}   ratio "
                + $"{ratio:N2}"));
    }
}
