using System.Collections.Concurrent;
using Gossamer.Mesh;
using Gossamer.SocketIO.Mesh.Wire;
using Google.Protobuf;

namespace Gossamer.SocketIO.Mesh.Requests;

/// <summary>This server's answers to others: in pieces that the mesh carries, one confirmed before the next goes.</summary>
internal sealed class SocketsAnswer(MeshNode node, int maxMessageBytes)
{
    /// <summary>So much of a message is left for what is around the descriptions.</summary>
    private const int Overhead = 1024;

    /// <summary>Not more at once, so that other messages go between the pieces.</summary>
    private const int LargestPiece = 64 * 1024;

    /// <summary>To one server at once: each holds the sockets that it is about.</summary>
    private const int MaxAnswers = 16;

    private readonly ConcurrentDictionary<NodeId, int> _running = new();

    private int Room => maxMessageBytes - Overhead;

    /// <summary>Describes the sockets and sends the answer on another thread: the caller is that of the asker's link.</summary>
    /// <returns>False when so many are being sent there that this one is not.</returns>
    public bool TryBegin(NodeId asker, string ns, ulong request, IEnumerable<SocketDescription> sockets)
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
                await SendAsync(asker, ns, request, sockets).ConfigureAwait(false);
            }
            finally
            {
                End(asker);
            }
        });
        return true;
    }

    private void End(NodeId asker) => _running.AddOrUpdate(asker, 0, static (_, running) => running - 1);

    private async Task SendAsync(NodeId asker, string ns, ulong request, IEnumerable<SocketDescription> sockets)
    {
        var piece = new Sockets { Request = request };
        var size = 0;
        foreach (var socket in sockets)
        {
            var encoded = Fitting(DescriptionCodec.Encode(socket));
            var more = encoded.CalculateSize();
            if (size > 0 && size + more > Math.Min(LargestPiece, Room))
            {
                if (!await SendAsync(asker, ns, piece).ConfigureAwait(false))
                    return; // it is gone, or waits no more
                (piece, size) = (new Sockets { Request = request }, 0);
            }

            piece.Sockets_.Add(encoded);
            size += more;
        }

        piece.Last = true;
        await SendAsync(asker, ns, piece).ConfigureAwait(false);
    }

    /// <summary>What is too large for a message goes without its data, then without its handshake, then without its rooms.</summary>
    private Description Fitting(Description description)
    {
        if (description.CalculateSize() > Room)
            description.Data = ByteString.Empty;
        if (description.CalculateSize() > Room)
            description.Handshake = ByteString.Empty;
        if (description.CalculateSize() > Room)
            description.Rooms.Clear();
        return description;
    }

    private Task<bool> SendAsync(NodeId asker, string ns, Sockets piece) =>
        node.SendToNodeAsync(asker, MeshRooms.Channel, new RoomsMessage { Namespace = ns, Sockets = piece }.ToByteArray());
}
