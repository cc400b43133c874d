namespace Gossamer.Server.Forwarding;

/// <summary>How requests of other servers' sessions are handed on.</summary>
internal sealed record ForwardingOptions
{
    /// <summary>How long the other server may take to accept a connection before it counts as gone.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long nothing may move on a request that was handed on: longer than the heartbeat of an idle session.</summary>
    public TimeSpan ActivityTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// How many requests are handed to one other server at a time: each poll that waits and each WebSocket is one, here and there. Further
    /// ones are refused.
    /// </summary>
    public int MaxPerServer { get; init; } = 1_000;

    /// <summary>
    /// How many of all that are handed on may be one address's: that of a proxy that is not named has many clients behind it.
    /// </summary>
    public int MaxPerAddress { get; init; } = 100;

    /// <summary>
    /// Only to servers to which the link is up: a request has what its client shows who it is by, and where addresses are found, not
    /// configured, it goes to who is known to be there. Whoever polls while that link is made begins anew.
    /// </summary>
    public bool OnlyToLinked { get; set; }
}
