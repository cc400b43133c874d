using Gossamer.Mesh;
using Gossamer.SocketIO.Mesh.Wire;
using Google.Protobuf;

namespace Gossamer.SocketIO.Mesh.Requests;

/// <summary>This server's answers to others: in pieces that the mesh carries, one confirmed before the next goes.</summary>
internal sealed class SocketsAnswer(MeshNode node, int maxMessageBytes)
{
    /// <summary>So much of a message is left for what is around the descriptions.</summary>
    private const int Frame = 1024;

    /// <summary>Not more at once, so that other messages go between the pieces.</summary>
    private const int LargestPiece = 64 * 1024;

    /// <summary>Describes the sockets and sends the answer on another thread: the caller is that of the asker's link.</summary>
    public void Begin(NodeId asker, string ns, ulong request, IEnumerable<SocketDescription> sockets) =>
        _ = Task.Run(() => SendAsync(asker, ns, request, sockets));

    private async Task SendAsync(NodeId asker, string ns, ulong request, IEnumerable<SocketDescription> sockets)
    {
        var piece = new Sockets { Request = request };
        var size = 0;
        foreach (var socket in sockets)
        {
            var encoded = Fitting(DescriptionCodec.Encode(socket));
            var more = encoded.CalculateSize();
            if (size > 0 && size + more > LargestPiece)
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

    /// <summary>What is too large for a message goes without its data, and without its handshake if need be.</summary>
    private Description Fitting(Description description)
    {
        if (description.CalculateSize() > maxMessageBytes - Frame)
            description.Data = ByteString.Empty;
        if (description.CalculateSize() > maxMessageBytes - Frame)
            description.Handshake = ByteString.Empty;
        return description;
    }

    private Task<bool> SendAsync(NodeId asker, string ns, Sockets piece) =>
        node.SendToNodeAsync(asker, MeshRooms.Channel, new RoomsMessage { Namespace = ns, Sockets = piece }.ToByteArray());
}
