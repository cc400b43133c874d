using Gossamer.Server.Conversations;

namespace Gossamer.Server.Terminal;

/// <summary>What a client without a terminal does.</summary>
internal sealed record PipedOptions
{
    /// <summary>For whom the lines of standard input are; null: it is not read.</summary>
    public ConversationId? To { get; init; }

    /// <summary>Prints what comes, also after the last line, until it is ended.</summary>
    public bool Listens { get; init; }

    /// <summary>Prints the receipt of each message.</summary>
    public bool PrintsReceipts { get; init; }

    /// <summary>How long connecting, and the outcome of each message, may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
