namespace Gossamer.SocketIO.Events;

/// <summary>What <see cref="EventPump{T}"/> keeps for a handler.</summary>
internal interface IQueuedMessage<T>
{
    /// <summary>Bytes of it, its attachments included.</summary>
    long Size { get; }

    /// <summary>The same on memory of its own, to outlive the receive buffer.</summary>
    T Detach();
}
