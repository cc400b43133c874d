namespace Gossamer.Server.Events;

/// <summary>What may happen to a server that its operators want to know. docs/protocol.md has the words and their fields.</summary>
internal enum ServerEventKind
{
    /// <summary>This server; the text is its version.</summary>
    Started,

    /// <summary>A peer is new to this server.</summary>
    ServerKnown,

    /// <summary>A peer is none of the mesh any more.</summary>
    ServerLeft,

    /// <summary>A peer is there in another life.</summary>
    ServerRestarted,

    /// <summary>A link came up, in one direction.</summary>
    LinkUp,

    /// <summary>A link that was up ended; the reason is one of <see cref="Gossamer.Mesh.LinkCloseCode"/>.</summary>
    LinkDown,

    /// <summary>A link could not be made, for another reason than that nobody is there.</summary>
    LinkFailed,

    /// <summary>A request for a link was refused here.</summary>
    LinkRefused,

    /// <summary>This server sends its clients elsewhere; the text says how many there were.</summary>
    DrainBegun,

    /// <summary>It has; the text says whether another server has what its clients may have missed.</summary>
    DrainEnded,

    /// <summary>The process stood still; the text says for how long.</summary>
    Paused,

    /// <summary>Clients, or what they sent, were refused. In bulk.</summary>
    Refused,

    /// <summary>Connections that the server ended since they took too much of it. In bulk.</summary>
    Closed,

    /// <summary>Messages for a peer were given up. In bulk.</summary>
    GivenUp,

    /// <summary>Clients were told that they may have missed messages. In bulk.</summary>
    Lost,

    /// <summary>A peer sent what breaks a rule. In bulk.</summary>
    RuleBroken,
}
