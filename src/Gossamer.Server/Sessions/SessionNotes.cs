using Gossamer.Mesh;
using Gossamer.Server.Chat;
using Gossamer.Server.Sessions.Wire;
using Gossamer.SocketIO;
using Google.Protobuf;

namespace Gossamer.Server.Sessions;

/// <summary>Notes about sessions to bytes and back, and to other servers.</summary>
internal static class SessionNotes
{
    private const int MaxPortionBytes = 128 * 1024; // or one frame that is larger
    private const int FrameOverhead = 8;

    public static Task<bool> TellAsync(this MeshNode node, NodeId to, SessionNote note) => node.SendToNodeAsync(to, note.ToByteArray());

    /// <summary>Null when that is no note.</summary>
    public static SessionNote? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return SessionNote.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    public static SessionNote OfPackets(string key, IEnumerable<EncodedPacket> packets, bool isLate = false)
    {
        var note = new SessionNote { Key = key, Packets = new Packets { Late = isLate } };
        foreach (var packet in packets)
            note.Packets.Frames.Add(UnsafeByteOperations.UnsafeWrap(packet.Frame));
        return note;
    }

    /// <summary>Without frames that are not of a session.</summary>
    public static List<EncodedPacket> ToEncoded(this Packets packets)
    {
        var encoded = new List<EncodedPacket>(packets.Frames.Count);
        foreach (var frame in packets.Frames)
            if (Offset.Of(frame.Span) is { } offset)
                encoded.Add(EncodedPacket.FromFrame(frame.ToByteArray(), offset));
        return encoded;
    }

    /// <summary>Packets in portions that fit into a note.</summary>
    public static IEnumerable<List<EncodedPacket>> Portions(IReadOnlyList<EncodedPacket> packets)
    {
        var portion = new List<EncodedPacket>();
        var bytes = 0;
        foreach (var packet in packets)
        {
            if (portion.Count > 0 && bytes + packet.Frame.Length > MaxPortionBytes)
            {
                yield return portion;
                (portion, bytes) = ([], 0);
            }

            portion.Add(packet);
            bytes += packet.Frame.Length + FrameOverhead;
        }

        if (portion.Count > 0)
            yield return portion;
    }
}
