using System.Collections.Concurrent;

namespace Gossamer.Mesh;

/// <summary>Who takes the node messages of each channel.</summary>
internal sealed class NodeChannels
{
    private readonly ConcurrentDictionary<string, NodeMessageHandler> _handlers = new(StringComparer.Ordinal);

    /// <summary>False: the channel has a handler already.</summary>
    internal bool TryAdd(string channel, NodeMessageHandler handler) => _handlers.TryAdd(channel, handler);

    /// <returns>Whether somebody here understood it.</returns>
    internal bool Dispatch(string channel, NodeId from, ReadOnlySpan<byte> payload) =>
        _handlers.TryGetValue(channel, out var handler) && handler(from, payload);
}
