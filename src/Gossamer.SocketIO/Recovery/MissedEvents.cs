namespace Gossamer.SocketIO;

/// <summary>What the server that had a session hands over with it.</summary>
public sealed class MissedEvents
{
    /// <summary>For adapters.</summary>
    /// <param name="packets">What came after the event that the client had last, in order.</param>
    /// <param name="known">The offsets of what was sent to the client lately, up to that event.</param>
    public MissedEvents(IReadOnlyList<EncodedPacket> packets, IReadOnlyList<string> known)
    {
        ArgumentNullException.ThrowIfNull(packets);
        ArgumentNullException.ThrowIfNull(known);
        (Packets, Known) = (packets, known);
    }

    /// <summary>What came after the event that the client had last, in order.</summary>
    public IReadOnlyList<EncodedPacket> Packets { get; }

    /// <summary>
    /// The offsets of what was sent to the client lately, up to that event: the same may still be under way to the client's new server.
    /// </summary>
    public IReadOnlyList<string> Known { get; }
}
