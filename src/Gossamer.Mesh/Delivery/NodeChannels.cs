using System.Collections.Concurrent;

namespace Gossamer.Mesh;

/// <summary>Who takes the node messages of each channel.</summary>
internal sealed class NodeChannels
{
    private readonly ConcurrentDictionary<string, CountingNodeMessageHandler> _handlers = new(StringComparer.Ordinal);

    /// <summary>False: the channel has a handler already.</summary>
    internal bool TryAdd(string channel, CountingNodeMessageHandler handler) => _handlers.TryAdd(channel, handler);

    /// <inheritdoc cref="TryAdd(string, CountingNodeMessageHandler)"/>
    internal bool TryAdd(string channel, NodeMessageHandler handler) =>
        TryAdd(channel, (from, payload) => handler(from, payload) ? 1 : 0);

    /// <returns>What the receipt says; 0: nobody here understood it.</returns>
    internal int Dispatch(string channel, NodeId from, ReadOnlySpan<byte> payload) =>
        _handlers.TryGetValue(channel, out var handler) ? handler(from, payload) : 0;
}
