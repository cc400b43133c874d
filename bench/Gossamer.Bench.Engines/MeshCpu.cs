namespace Gossamer.Bench.Engines;

/// <summary>Processor time, user and system.</summary>
/// <param name="Servers">Of each server.</param>
/// <param name="Nats">Of nats-server; zero without one.</param>
internal readonly record struct MeshCpu(TimeSpan[] Servers, TimeSpan Nats)
{
    public TimeSpan AllServers => TimeSpan.FromTicks(Servers.Sum(static time => time.Ticks));

    public TimeSpan All => AllServers + Nats;

    public static MeshCpu operator -(MeshCpu later, MeshCpu sooner) =>
        new([.. later.Servers.Zip(sooner.Servers, static (one, other) => one - other)], later.Nats - sooner.Nats);
}
