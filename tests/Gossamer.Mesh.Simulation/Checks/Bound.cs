namespace Gossamer.Mesh.Simulation;

/// <summary>Within how long after the last fault everything is as it should be: section 9 of docs/mesh-protocol.md, in code.</summary>
internal static class Bound
{
    /// <summary>By how much a clock may run too fast or too slow.</summary>
    internal const double Drift = 0.01;

    private const int TicksPerHeartbeat = 4;

    /// <summary>From a lost server's last frame until its users have left: heartbeat timeout, then grace, each found by a tick.</summary>
    internal static TimeSpan Gone(MeshOptions options) => Stretch(GoneExactly(options));

    /// <summary>Until all links are up and, on a network that keeps its promises, all directories are true.</summary>
    internal static TimeSpan Linked(MeshOptions options, TimeSpan latency) => Stretch(LinkedExactly(options, latency));

    /// <summary>Until all directories are true, even when frames within living links were lost before: one digest more.</summary>
    internal static TimeSpan Healed(MeshOptions options, TimeSpan latency) =>
        Stretch(LinkedExactly(options, latency) + options.DigestInterval + (2 * Tick(options)) + (6 * latency));

    /// <summary>By when a message has its outcome.</summary>
    internal static TimeSpan Outcome(MeshOptions options) => options.ReceiptTimeout + Tick(options);

    internal static TimeSpan Tick(MeshOptions options) => options.HeartbeatInterval / TicksPerHeartbeat;

    private static TimeSpan GoneExactly(MeshOptions options) =>
        options.HeartbeatTimeout + Tick(options) + options.Grace + Tick(options);

    private static TimeSpan LinkedExactly(MeshOptions options, TimeSpan latency)
    {
        var hanging = options.ConnectTimeout + Tick(options);
        var forgotten = latency + GoneExactly(options);
        return (hanging > forgotten ? hanging : forgotten) + options.RetryMax + options.RetryMin + (10 * latency);
    }

    private static TimeSpan Stretch(TimeSpan time) => time / (1 - Drift);
}
