namespace Gossamer.Bench.Rooms;

/// <summary>What a cluster did from the first message of a round to the last arrival.</summary>
/// <param name="Deliveries">Messages that arrived, each counted once for each member of its room.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="ServersCpu">The four servers' processor time, user and system, in seconds.</param>
/// <param name="RedisCpu">That of Redis.</param>
internal readonly record struct Round(long Deliveries, double Seconds, double ServersCpu, double RedisCpu)
{
    public double DeliveriesPerSecond => Deliveries / Seconds;

    public double DeliveriesPerServerCpu => Deliveries / ServersCpu;

    public double DeliveriesPerWholeCpu => Deliveries / (ServersCpu + RedisCpu);
}
