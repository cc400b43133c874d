using Gossamer.Mesh;
using Gossamer.SocketIO;

namespace Gossamer.Server.Connections;

/// <summary>The messages of one frame of a link are one batch of writes to clients.</summary>
internal sealed class SocketDeliveryBatch : IDeliveryBatch
{
    public bool TryBegin() => WriteBatch.TryBegin();

    public void End() => WriteBatch.End();
}
