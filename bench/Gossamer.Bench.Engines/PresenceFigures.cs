namespace Gossamer.Bench.Engines;

/// <summary>What one user's coming, or going, costs, less what there is at rest; microseconds of processor time.</summary>
/// <param name="There">At each server that is told.</param>
/// <param name="Here">At the server where it happens, the client's connection counted in.</param>
/// <param name="Nats">At nats-server, in all.</param>
/// <param name="Bytes">That each server is told, without the headers of TCP and IP.</param>
internal sealed record PresenceFigures(Figure There, Figure Here, Figure Nats, Figure Bytes)
{
    /// <param name="engine">Over NATS each byte is seen twice: to NATS, and from there.</param>
    /// <param name="servers">How many.</param>
    /// <param name="rest">What they do at rest.</param>
    /// <param name="rounds">What they did while users came and went.</param>
    public static PresenceFigures Of(Engine engine, int servers, RestFigures rest, IReadOnlyList<PresenceRound> rounds)
    {
        var others = servers - 1;
        var times = engine == Engine.Nats ? 2 : 1; // that the kernel sees a byte
        Figure For(Func<PresenceRound, double> used) => Figure.Of(rounds.Select(round => used(round) / round.Changes));
        return new(
            For(round => Enumerable.Range(1, others).Average(other => round.Used(cpu => cpu.Servers[other]))),
            For(static round => round.Used(static cpu => cpu.Servers[0])), For(static round => round.Used(static cpu => cpu.Nats)),
            For(round => ((round.Traffic.Bytes / (double)times) - (rest.ServerBytes * servers / 2 * round.Time.TotalSeconds)) / others));
    }
}
