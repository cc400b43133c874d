namespace Gossamer.Mesh;

/// <summary>Hands messages to the connections of this server.</summary>
public interface ILocalDelivery
{
    /// <summary>
    /// What <see cref="Deliver"/> returns when it does not answer for a message: its sender is told that this server did not confirm it.
    /// </summary>
    const int Refused = -1;

    /// <summary>
    /// Hands the frame to the outbox of each connection here of the recipient and of the sender, each once, also when both are
    /// the same user. Called on any thread, for one peer's messages in order; must not block.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <returns>
    /// How many of the recipient's connections took it; <see cref="Refused"/>: none for certain, and should its sender repeat it, it is to
    /// be delivered as if for the first time.
    /// </returns>
    int Deliver(Envelope message);

    /// <summary>
    /// Takes a node message that another server's <see cref="MeshNode.SendToNodeAsync"/> sent, in order with that server's messages. Must
    /// not block.
    /// </summary>
    /// <param name="from">The server.</param>
    /// <param name="payload">What it sent; not to be kept without a copy.</param>
    /// <returns>Whether it was understood.</returns>
    bool OnNodeMessage(NodeId from, ReadOnlySpan<byte> payload) => false;
}
