using Gossamer.Mesh;

namespace Gossamer.Server.Chat;

/// <summary>Takes a note from another server; see <see cref="ILocalDelivery.Hear"/>.</summary>
internal delegate bool NodeMessageHandler(NodeId from, ReadOnlySpan<byte> note);
