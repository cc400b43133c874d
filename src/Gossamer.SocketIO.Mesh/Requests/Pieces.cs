using Gossamer.SocketIO.Mesh.Wire;
using Google.Protobuf;

namespace Gossamer.SocketIO.Mesh.Requests;

/// <summary>Answers in pieces, each made when it is its turn.</summary>
/// <param name="maxMessageBytes">The largest message between servers.</param>
internal sealed class Pieces(int maxMessageBytes)
{
    /// <summary>So much of a message is left for what is around the entries.</summary>
    private const int Overhead = 1024;

    /// <summary>Not more at once, so that other messages go between the pieces.</summary>
    private const int LargestPiece = 64 * 1024;

    /// <summary>What a room takes beside its name: its length, its members, and tags.</summary>
    private const int RoomOverhead = 16;

    private int Room => maxMessageBytes - Overhead;

    public IEnumerable<RoomsMessage> Of(string ns, ulong request, IEnumerable<SocketDescription> sockets)
    {
        var piece = new Sockets { Request = request };
        var size = 0;
        foreach (var socket in sockets)
        {
            var encoded = Fitting(DescriptionCodec.Encode(socket));
            var more = encoded.CalculateSize();
            if (IsFull(size, more))
            {
                yield return new() { Namespace = ns, Sockets = piece };
                (piece, size) = (new() { Request = request }, 0);
            }

            piece.Sockets_.Add(encoded);
            size += more;
        }

        piece.Last = true;
        yield return new() { Namespace = ns, Sockets = piece };
    }

    /// <param name="ns">The namespace.</param>
    /// <param name="request">The asker's number for it.</param>
    /// <param name="count">Counts, when it is the answer's turn.</param>
    public static IEnumerable<RoomsMessage> Of(string ns, ulong request, Func<int> count)
    {
        yield return new() { Namespace = ns, Counts = new() { Request = request, Sockets = (uint)count(), Last = true } };
    }

    /// <summary>A room whose name is too large for a message is left out.</summary>
    /// <param name="ns">The namespace.</param>
    /// <param name="request">The asker's number for it.</param>
    /// <param name="rooms">Counts, when it is the answer's turn.</param>
    public IEnumerable<RoomsMessage> Of(string ns, ulong request, Func<IReadOnlyDictionary<string, int>> rooms)
    {
        var piece = new Counts { Request = request };
        var size = 0;
        foreach (var (room, members) in rooms())
        {
            var more = System.Text.Encoding.UTF8.GetByteCount(room) + RoomOverhead;
            if (more > Room)
                continue;
            if (IsFull(size, more))
            {
                yield return new() { Namespace = ns, Counts = piece };
                (piece, size) = (new() { Request = request }, 0);
            }

            piece.Rooms.Add(room);
            piece.Members.Add((uint)members);
            size += more;
        }

        piece.Last = true;
        yield return new() { Namespace = ns, Counts = piece };
    }

    private bool IsFull(int size, int more) => size > 0 && size + more > Math.Min(LargestPiece, Room);

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
}
