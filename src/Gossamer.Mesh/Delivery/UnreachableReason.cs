namespace Gossamer.Mesh;

/// <summary>Why a server did not confirm a message.</summary>
public enum UnreachableReason
{
    /// <summary>
    /// No receipt came within <see cref="MeshOptions.ReceiptTimeout"/>. The message may have arrived; it will not be sent again.
    /// </summary>
    TimedOut,

    /// <summary>Too many messages, or bytes, await that server's receipts. The message was not sent.</summary>
    QueueFull,

    /// <summary>The message is larger than <see cref="MeshOptions.MaxMessageBytes"/>. It was not sent.</summary>
    TooLarge,

    /// <summary>The server left the mesh, or was silent for longer than the grace, before it confirmed.</summary>
    PeerGone,

    /// <summary>The server came back in a new life, which is not sent its past life's messages.</summary>
    PeerRestarted,

    /// <summary>This server is stopping.</summary>
    Stopping,

    /// <summary>
    /// The server speaks a version of the protocol that has no such message, as one of an earlier release does. It was not sent.
    /// </summary>
    PeerTooOld,
}
