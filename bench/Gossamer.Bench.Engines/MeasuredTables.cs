namespace Gossamer.Bench.Engines;

/// <summary>What was measured, as it was.</summary>
internal sealed class MeasuredTables(Results results)
{
    public IEnumerable<string> Lines() =>
    [
        .. Tables.Head("at rest", "servers", "core, a server", "core, NATS", "bytes/s, a server", "segments/s, a server",
            "sockets, a server", "sockets, NATS", "MB, a server", "MB, NATS"),
        .. results.Points.Select(Rest),
        "",
        .. Tables.Head("a user comes or goes", "servers", "us, each server told", "us, its own server", "us, NATS",
            "bytes, each server told"),
        .. results.Points.Select(Presence),
        "",
        .. Tables.Head("messages", "servers", "chat, a CPU-second of servers", "with NATS", "rooms, a CPU-second of servers", "with NATS",
            "p50, us", "p99, us"),
        .. results.Points.Select(Talk),
        "",
        $"Rounds were apart, as parts of their median, by {Apart(static point => point.Chat.ForServers)} (chat), "
            + $"{Apart(static point => point.Rooms.ForServers)} (rooms), {Apart(static point => point.Presence.There)} (servers told),",
        $"{Apart(static point => point.P50)} (p50) and {Apart(static point => point.P99)} (p99); servers at rest by "
            + $"{Apart(static point => point.Rest.ServerCpu)}: the median and the greatest of all rows.",
    ];

    private static string Rest(EnginePoint point) => Tables.Row(
        Tables.Name(point.Engine), $"{point.Servers}", Tables.Core(point.Rest.ServerCpu.Median),
        Nats(point, Tables.Core(point.Rest.NatsCpu)),
        Tables.Short(point.Rest.ServerBytes), Tables.Short(point.Rest.ServerSegments), Tables.Short(point.Rest.ServerSockets),
        Nats(point, Tables.Short(point.Rest.NatsSockets)), Tables.Short(point.Rest.ServerMemory / 1e6),
        Nats(point, Tables.Short(point.Rest.NatsMemory / 1e6)));

    private static string Presence(EnginePoint point) => Tables.Row(
        Tables.Name(point.Engine), $"{point.Servers}", Tables.Short(point.Presence.There.Median), Tables.Short(point.Presence.Here.Median),
        Nats(point, Tables.Short(point.Presence.Nats.Median)), Tables.Short(point.Presence.Bytes.Median));

    private static string Talk(EnginePoint point) => Tables.Row(
        Tables.Name(point.Engine), $"{point.Servers}", Tables.Short(point.Chat.ForServers.Median),
        Nats(point, Tables.Short(point.Chat.ForAll.Median)), Tables.Short(point.Rooms.ForServers.Median),
        Nats(point, Tables.Short(point.Rooms.ForAll.Median)), Tables.Short(point.P50.Median), Tables.Short(point.P99.Median));

    private static string Nats(EnginePoint point, string text) => point.Engine == Engine.Nats ? text : "";

    private string Apart(Func<EnginePoint, Figure> figure)
    {
        double[] spreads = [.. results.Points.Select(point => figure(point).Spread()).Order()];
        return $"{spreads[spreads.Length / 2]:F2} and {spreads[^1]:F2}";
    }
}
