namespace Gossamer.Bench.Engines;

/// <summary>A mesh without clients. All but memory for a second; microseconds of processor time.</summary>
/// <param name="ServerCpu">Of each server: median, least and greatest of them.</param>
/// <param name="NatsCpu">Of nats-server.</param>
/// <param name="ServerBytes">To and from a server, without the headers of TCP and IP.</param>
/// <param name="ServerSegments">The same in TCP segments.</param>
/// <param name="ServerSockets">Open sockets of a server, those that listen counted in.</param>
/// <param name="NatsSockets">Of nats-server.</param>
/// <param name="ServerMemory">Resident, before the first client, in bytes.</param>
/// <param name="NatsMemory">Of nats-server.</param>
internal sealed record RestFigures(
    Figure ServerCpu, double NatsCpu, double ServerBytes, double ServerSegments, double ServerSockets, double NatsSockets,
    double ServerMemory, double NatsMemory);
