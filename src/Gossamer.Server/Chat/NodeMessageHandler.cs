using Gossamer.Mesh;

namespace Gossamer.Server.Chat;

/// <summary>Takes a node message from another server; see <see cref="ILocalDelivery.OnNodeMessage"/>.</summary>
internal delegate bool NodeMessageHandler(NodeId from, ReadOnlySpan<byte> payload);
