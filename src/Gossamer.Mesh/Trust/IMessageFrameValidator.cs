using System.Diagnostics.CodeAnalysis;

namespace Gossamer.Mesh;

/// <summary>
/// Reads the frames that other servers send, for an application that writes them by a form of its own: so that a server cannot pass on as a
/// message of one user what is another's, or none. The mesh itself never looks into frames. Register one with the services, or give it to
/// the node; without one frames are taken as they are.
/// </summary>
public interface IMessageFrameValidator
{
    /// <summary>
    /// Whether the frame of a message that a server forwards is what this application writes for the message's id, sender, recipient and
    /// time. Called for every forwarded message, by several threads: must not throw, and should not allocate.
    /// </summary>
    /// <param name="message">The message.</param>
    bool Agrees(Envelope message);

    /// <summary>The same of a message to a room. Left out, no such message is taken from other servers.</summary>
    /// <param name="message">The message.</param>
    bool Agrees(RoomMessage message) => false;

    /// <summary>Reads a message that a server brings for a client that missed it. Must not throw.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="message">What it says.</param>
    /// <returns>False when it is nothing that this application writes.</returns>
    bool TryRead(ReadOnlySpan<byte> frame, [NotNullWhen(true)] out MessageFields? message);
}
