using Gossamer.SocketIO.Mesh.Wire;

namespace Gossamer.SocketIO.Mesh.Sessions;

/// <summary>What a client missed, in messages that the mesh carries.</summary>
/// <param name="maxMessageBytes">The largest message between servers.</param>
internal sealed class MissedPieces(int maxMessageBytes)
{
    /// <summary>So much of a message is left for what is around the entries.</summary>
    private const int Overhead = 1024;

    /// <summary>Not more at once, so that other messages go between the pieces.</summary>
    private const int LargestPiece = 64 * 1024;

    /// <summary>An offset, and what is around it, in bytes.</summary>
    private const int OffsetSize = 32;

    private int Room => maxMessageBytes - Overhead;

    /// <param name="ns">The namespace.</param>
    /// <param name="request">The asker's number for it.</param>
    /// <param name="missed">Null: there is nothing to be had. So it is, too, when an event is too large for a message.</param>
    public IEnumerable<RoomsMessage> Of(string ns, ulong request, MissedEvents? missed)
    {
        Broadcast[] events = [.. (missed?.Packets ?? []).Select(static packet => BroadcastCodec.Encode(packet, BroadcastTarget.All))];
        if (missed is null || Array.Exists(events, each => each.CalculateSize() > Room))
        {
            yield return new() { Namespace = ns, Missed = new() { Request = request, Last = true } };
            yield break;
        }

        var piece = new Missed { Request = request, Taken = true };
        var size = 0;
        foreach (var (offset, packet) in Entries(missed, events))
        {
            var more = packet?.CalculateSize() ?? OffsetSize;
            if (size > 0 && size + more > Math.Min(LargestPiece, Room))
            {
                yield return new() { Namespace = ns, Missed = piece };
                (piece, size) = (new() { Request = request, Taken = true }, 0);
            }

            Add(piece, offset, packet);
            size += more;
        }

        piece.Last = true;
        yield return new() { Namespace = ns, Missed = piece };
    }

    public static MissedEvents Read(IEnumerable<Missed> pieces)
    {
        var (packets, known) = (new List<EncodedPacket>(), new List<string>());
        foreach (var piece in pieces)
        {
            packets.AddRange(piece.Events.Select(static each => BroadcastCodec.Decode(each).Packet));
            known.AddRange(piece.Known);
        }

        return new(packets, known);
    }

    private static IEnumerable<(string? Offset, Broadcast? Packet)> Entries(MissedEvents missed, Broadcast[] events)
    {
        foreach (var offset in missed.Known)
            yield return (offset, null);
        foreach (var packet in events)
            yield return (null, packet);
    }

    private static void Add(Missed piece, string? offset, Broadcast? packet)
    {
        if (packet is not null)
            piece.Events.Add(packet);
        else
            piece.Known.Add(offset);
    }
}
