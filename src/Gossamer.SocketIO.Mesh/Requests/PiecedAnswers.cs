using System.Collections.Concurrent;
using Gossamer.Mesh;
using Gossamer.SocketIO.Mesh.Wire;
using Google.Protobuf;

namespace Gossamer.SocketIO.Mesh.Requests;

/// <summary>This server's answers to others: in pieces that the mesh carries, one confirmed before the next goes.</summary>
internal sealed class PiecedAnswers(MeshNode node)
{
    /// <summary>To one server at once: each holds what it is about.</summary>
    private const int MaxAnswers = 16;

    private readonly ConcurrentDictionary<NodeId, int> _running = new();

    /// <summary>Makes the pieces and sends them on another thread: the caller is that of the asker's link.</summary>
    /// <returns>False when so many answers are being sent there that this one is not.</returns>
    public bool TryBegin(NodeId asker, IEnumerable<RoomsMessage> pieces)
    {
        if (_running.AddOrUpdate(asker, 1, static (_, running) => running + 1) > MaxAnswers)
        {
            End(asker);
            return false;
        }

        _ = Task.Run(async () =>
        {
            try
            {
                await SendAsync(asker, pieces).ConfigureAwait(false);
            }
            finally
            {
                End(asker);
            }
        });
        return true;
    }

    private void End(NodeId asker) => _running.AddOrUpdate(asker, 0, static (_, running) => running - 1);

    private async Task SendAsync(NodeId asker, IEnumerable<RoomsMessage> pieces)
    {
        foreach (var piece in pieces)
        {
            if (!await node.SendToNodeAsync(asker, MeshRooms.Channel, piece.ToByteArray()).ConfigureAwait(false))
                return; // it is gone, or waits no more
        }
    }
}
