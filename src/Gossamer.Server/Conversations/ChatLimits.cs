namespace Gossamer.Server.Conversations;

/// <summary>How much a client keeps, and for how long it waits.</summary>
internal sealed record ChatLimits
{
    /// <summary>Conversations; of those with a person the one that was read and has been silent for longest is forgotten first.</summary>
    public int Conversations { get; init; } = 200;

    /// <summary>Messages of each; the oldest are forgotten.</summary>
    public int Messages { get; init; } = 500;

    /// <summary>Messages without a receipt; more are refused.</summary>
    public int Outgoing { get; init; } = 1_000;

    /// <summary>A server answers within its receipt wait (5 s), whatever others do. One that is silent for longer stands still.</summary>
    public TimeSpan AnswerTime { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>Servers know a repetition for two minutes; later it could come twice, and so is not sent again.</summary>
    public TimeSpan RepeatTime { get; init; } = TimeSpan.FromSeconds(110);

    /// <summary>The rest after "too-fast": servers end who is refused for 10 s without 2 s of peace.</summary>
    public TimeSpan TooFastPause { get; init; } = TimeSpan.FromSeconds(2.5);

    /// <summary>The pause before the first attempt to connect again; it doubles with each round of all servers.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest such pause.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(5);
}
