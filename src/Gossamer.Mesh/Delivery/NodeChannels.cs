using System.Collections.Concurrent;

namespace Gossamer.Mesh;

/// <summary>Who takes the node messages of each channel.</summary>
internal sealed class NodeChannels
{
    private readonly ConcurrentDictionary<string, CountingHandler> _handlers = new(StringComparer.Ordinal);

    /// <summary>As <see cref="NodeMessageHandler"/>, for the mesh's own channels whose receipts count.</summary>
    /// <returns>What the receipt says; 0: it was not understood, or nobody has it.</returns>
    internal delegate int CountingHandler(NodeId from, ReadOnlySpan<byte> payload);

    /// <summary>False: the channel has a handler already.</summary>
    internal bool TryAdd(string channel, CountingHandler handler) => _handlers.TryAdd(channel, handler);

    /// <inheritdoc cref="TryAdd(string, CountingHandler)"/>
    internal bool TryAdd(string channel, NodeMessageHandler handler) =>
        TryAdd(channel, (from, payload) => handler(from, payload) ? 1 : 0);

    /// <returns>What the receipt says; 0: nobody here understood it.</returns>
    internal int Dispatch(string channel, NodeId from, ReadOnlySpan<byte> payload) =>
        _handlers.TryGetValue(channel, out var handler) ? handler(from, payload) : 0;
}
