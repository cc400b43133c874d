namespace Gossamer.Server.Forwarding;

/// <summary>How requests of other servers' sessions are handed on.</summary>
internal sealed record ForwardingOptions
{
    /// <summary>How long the other server may take to accept a connection before it counts as gone.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long nothing may move on a request that was handed on: longer than the heartbeat of an idle session.</summary>
    public TimeSpan ActivityTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// Connections to one other server: each poll that waits and each WebSocket takes one. Further requests wait for a free one.
    /// </summary>
    public int MaxConnectionsPerServer { get; init; } = 10_000;
}
