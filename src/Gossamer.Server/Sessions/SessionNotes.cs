using Gossamer.Mesh;
using Gossamer.Server.Chat;
using Gossamer.Server.Sessions.Wire;
using Gossamer.SocketIO;
using Google.Protobuf;

namespace Gossamer.Server.Sessions;

/// <summary>Notes about sessions to bytes and back, and to other servers.</summary>
internal static class SessionNotes
{
    public static Task<bool> TellAsync(this MeshNode node, NodeId to, SessionNote note) => node.TellAsync(to, note.ToByteArray());

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

    public static SessionNote OfPacket(string key, EncodedPacket packet) =>
        new() { Key = key, Packet = new Packet { Frame = UnsafeByteOperations.UnsafeWrap(packet.Frame) } };

    /// <summary>Null when the frame is not one of a session.</summary>
    public static EncodedPacket? ToEncoded(this Packet packet)
    {
        var frame = packet.Frame.Memory;
        return Offset.Of(frame.Span) is { } offset ? EncodedPacket.FromFrame(frame, offset) : null;
    }
}
