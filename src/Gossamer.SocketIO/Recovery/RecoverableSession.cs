namespace Gossamer.SocketIO;

/// <summary>A socket without its connection, as one server hands it to another.</summary>
public sealed class RecoverableSession
{
    /// <summary>The private id by which its client comes back: a secret between the client and the servers.</summary>
    public required string Pid { get; init; }

    /// <summary>The socket's id.</summary>
    public required string Id { get; init; }

    /// <summary>The namespace's name.</summary>
    public required string Namespace { get; init; }

    /// <summary>The rooms that the socket is in.</summary>
    public IReadOnlyCollection<string> Rooms { get; init; } = [];

    /// <summary>How long its client has been away already.</summary>
    public TimeSpan AwayFor { get; init; }

    /// <summary>The offset of the event before <see cref="Packets"/>, if it is known.</summary>
    public string? Before { get; init; }

    /// <summary>What was sent to the socket lately, delivered or not, in order.</summary>
    public IReadOnlyList<EncodedPacket> Packets { get; init; } = [];
}
