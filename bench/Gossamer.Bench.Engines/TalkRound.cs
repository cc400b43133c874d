using Gossamer.Bench.Load;

namespace Gossamer.Bench.Engines;

/// <summary>A round of messages.</summary>
/// <param name="Load">What arrived, and the processor time of servers and NATS.</param>
/// <param name="ServersShare">The servers' part of it, from the round's first message to its last.</param>
internal readonly record struct TalkRound(LoadRound Load, double ServersShare)
{
    public static async Task<TalkRound> RunAsync(EngineMesh mesh, LoadRounds load, TimeSpan duration)
    {
        var before = mesh.Cpu();
        var round = await load.RunAsync(duration);
        var cpu = mesh.Cpu() - before;
        return new(round, cpu.AllServers / cpu.All);
    }

    public static TalkFigures Figures(IReadOnlyList<TalkRound> rounds) => new(
        Figure.Of(rounds.Select(static round => 1e6 / round.Load.CpuMicroseconds / round.ServersShare)),
        Figure.Of(rounds.Select(static round => 1e6 / round.Load.CpuMicroseconds)),
        Figure.Of(rounds.Select(static round => round.Load.MessagesPerSecond)));
}
