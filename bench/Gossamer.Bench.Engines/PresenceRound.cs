namespace Gossamer.Bench.Engines;

/// <summary>What it took to tell of users that came and went at the first server.</summary>
/// <param name="Changes">How many came and went: two for each user.</param>
/// <param name="Time">How long that was.</param>
/// <param name="Cpu">What servers, and NATS, used meanwhile, what they use at rest counted in.</param>
/// <param name="Traffic">Between the servers, likewise.</param>
/// <param name="CpuAtRest">What they used in a second just before, when nobody came or went.</param>
internal sealed record PresenceRound(int Changes, TimeSpan Time, MeshCpu Cpu, LinkTraffic Traffic, MeshCpu CpuAtRest)
{
    /// <summary>Processor time of one of the processes, less what it uses at rest, in us.</summary>
    public double Used(Func<MeshCpu, TimeSpan> process) =>
        process(Cpu).TotalMicroseconds - (process(CpuAtRest).TotalMicroseconds * Time.TotalSeconds);
}
