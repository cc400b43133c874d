using System.Collections.Immutable;
using Gossamer.Server.SocketClient;

namespace Gossamer.Server.Conversations;

/// <summary>All that a chat client knows. Never changed; <see cref="ChatMachine"/> makes the next one.</summary>
internal sealed record ChatState
{
    /// <summary>Who the client is.</summary>
    public required string User { get; init; }

    /// <summary>Where it may connect to, in the order in which that is tried.</summary>
    public required ImmutableArray<Uri> Servers { get; init; }

    public ChatLimits Limits { get; init; } = new();

    public ChatPhase Phase { get; init; } = ChatPhase.Connecting;

    /// <summary>The server that it is connected to, or was last.</summary>
    public int Home { get; init; }

    /// <summary>The server that is dialled or connected to.</summary>
    public int Current { get; init; }

    /// <summary>Attempts since the last success.</summary>
    public int Attempt { get; init; }

    /// <summary>What it goes on from.</summary>
    public ReturnTicket Ticket { get; init; }

    /// <summary>When who it is was told to the server.</summary>
    public DateTimeOffset IdentifiedAt { get; init; }

    /// <summary>Nothing is sent until then.</summary>
    public DateTimeOffset PausedUntil { get; init; }

    /// <summary>The last thing that went wrong, or that has to be known, in words for people.</summary>
    public string? Notice { get; init; }

    /// <summary>Why it ended, when it did not end by its user's wish.</summary>
    public string? Problem { get; init; }

    /// <summary>Who is there, at any server.</summary>
    public ImmutableSortedSet<string> Online { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    public ImmutableSortedDictionary<ConversationId, Conversation> Conversations { get; init; } =
        ImmutableSortedDictionary.Create<ConversationId, Conversation>();

    /// <summary>The one that the user looks at.</summary>
    public ConversationId? Selected { get; init; }

    /// <summary>What has no receipt, in the order in which it was written.</summary>
    public ImmutableList<OutgoingMessage> Outgoing { get; init; } = [];

    /// <summary>Counts messages, for <see cref="Conversation.LastTouched"/>.</summary>
    public long Touches { get; init; }

    public Uri Server => Servers[Current];

    public Conversation? Shown => Selected is { } id ? Conversations.GetValueOrDefault(id) : null;
}
