namespace Gossamer.Server.Chat;

/// <summary>The bounds of the chat protocol.</summary>
internal sealed record ChatOptions
{
    /// <summary>The longest <c>text</c> of a message, in UTF-16 units.</summary>
    public int MaxTextLength { get; init; } = 64 * 1024;

    /// <summary>How many messages of one connection may wait for their outcome; more are refused as <c>too-fast</c>.</summary>
    public int MaxMessagesInFlight { get; init; } = 1024;

    /// <summary>For how long a message with an id of its sender's is known again when it is sent again.</summary>
    public TimeSpan RepeatWindow { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How many times one connection may come back with <c>since</c> as another user at once; more are refused as <c>too-fast</c>.
    /// </summary>
    public int MaxReturns { get; init; } = 8;

    /// <summary>After how long it may do so once more.</summary>
    public TimeSpan ReturnInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many connections one user may have to one server.</summary>
    public int MaxConnectionsPerUser { get; init; } = 1024;
}
