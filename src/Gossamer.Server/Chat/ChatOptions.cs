using Gossamer.Mesh;

namespace Gossamer.Server.Chat;

/// <summary>The bounds of the chat protocol.</summary>
internal sealed record ChatOptions
{
    /// <summary>The longest <c>text</c> of a message, in UTF-16 units.</summary>
    public int MaxTextLength { get; init; } = 64 * 1024;

    /// <summary>How many messages of one connection may wait for their outcome; more are refused as <c>too-fast</c>.</summary>
    public int MaxReceiptsInFlight { get; init; } = 1024;

    /// <summary>
    /// How old a message may be that counts as delivered to a client that is away. What took longer its sender was told to be undelivered
    /// (<see cref="MeshOptions.ReceiptTimeout"/>): elsewhere it would come after what has been sent since.
    /// </summary>
    public TimeSpan MaxAgeForAbsent { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For how long a message with an id of its sender's is known again when it is sent again.</summary>
    public TimeSpan RepeatWindow { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How many such messages each connection remembers to have had, at 13 bytes each.</summary>
    public int MaxRememberedPerConnection { get; init; } = 1024;

    /// <summary>How many ids of messages that a client sent go with its session to another server.</summary>
    public int MaxRememberedIds { get; init; } = 256;

    /// <summary>How often one connection may become another user and have all servers asked what that one missed.</summary>
    public TimeSpan CatchUpPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many connections one user may have to one server.</summary>
    public int MaxConnectionsPerUser { get; init; } = 1024;
}
