using Gossamer.Server.Groups;
using Gossamer.Server.Limits;

namespace Gossamer.Server.Chat;

/// <summary>The bounds of the chat protocol.</summary>
internal sealed record ChatOptions
{
    /// <summary>
    /// The longest <c>text</c> of a message, in UTF-16 units: two pages. What is longer is a document, and belongs behind a link.
    /// </summary>
    public int MaxTextLength { get; init; } = 4_096;

    /// <summary>The bounds of rooms.</summary>
    public GroupOptions Groups { get; init; } = new();

    /// <summary>The bounds of files.</summary>
    public FileLimits Files { get; init; } = new();

    /// <summary>How fast clients may be.</summary>
    public RateOptions Rates { get; init; } = new();

    /// <summary>How many messages of one connection may wait for their outcome; more are refused as <c>too-fast</c>.</summary>
    public int MaxMessagesInFlight { get; init; } = 1024;

    /// <summary>For how long a message with an id of its sender's is known again when it is sent again.</summary>
    public TimeSpan RepeatWindow { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How many connections one user may have to one server; one address may hold half of them at most
    /// (<see cref="ConnectionLimit"/>).
    /// </summary>
    public int MaxConnectionsPerUser { get; init; } = 1024;

    /// <summary>For how long a client that lost its connection may come back: for so long it counts as one of its address.</summary>
    public TimeSpan SessionWindow { get; init; } = TimeSpan.FromSeconds(12);
}
