namespace Gossamer.Bench.Engines;

/// <summary>What arrives for a second of processor time.</summary>
/// <param name="ForServers">Of all servers.</param>
/// <param name="ForAll">Of all servers and NATS.</param>
/// <param name="PerSecond">How many arrived in a second; the clients share the machine.</param>
internal sealed record TalkFigures(Figure ForServers, Figure ForAll, Figure PerSecond);
