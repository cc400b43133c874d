namespace Gossamer.Server.Sessions;

/// <summary>The bounds of sessions that outlive their connections, and of handing them from server to server.</summary>
internal sealed record ChatSessionOptions
{
    /// <summary>
    /// For how long the session of a client that lost its connection waits for it. The user stays listed and messages are kept
    /// meanwhile. Zero: not at all.
    /// </summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>How long other servers may take to answer who has a session.</summary>
    public TimeSpan AskTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>For how long a server that was not heard when a client of its came here is asked again once it is heard.</summary>
    public TimeSpan LateAsk { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// For how long the server that gave a session away still takes its messages and passes them on: until the others have
    /// heard that the user is elsewhere.
    /// </summary>
    public TimeSpan Overlap { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a server that took a session waits for the end of what the other passes on.</summary>
    public TimeSpan MaxJoining { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many sessions may be on their way to this server; more are told that there is none.</summary>
    public int MaxArrivals { get; init; } = 10_000;

    /// <summary>How many clients may have such questions asked for them at a time; for more, nobody is asked again.</summary>
    public int MaxLateQuestions { get; init; } = 2_000;

    /// <summary>How many questions of other servers may wait for their answers; who asks more is not heard, and asks again.</summary>
    public int MaxQuestions { get; init; } = 1_024;

    /// <summary>How long a stopping server moves its clients and hands their sessions over. Zero: it just closes.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.Zero;
}
