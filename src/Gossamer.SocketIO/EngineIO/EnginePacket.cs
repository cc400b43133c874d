using Gossamer.SocketIO.EngineIO.Payloads;

namespace Gossamer.SocketIO.EngineIO;

/// <summary>A decoded packet. <see cref="Data"/> is a slice of what was received, or freshly decoded base64.</summary>
/// <param name="Type">What the packet is for.</param>
/// <param name="Data">What follows the type: UTF-8 text, or bytes when <paramref name="IsBinary"/>.</param>
/// <param name="IsBinary">Only messages can be binary.</param>
internal readonly record struct EnginePacket(EnginePacketType Type, ReadOnlyMemory<byte> Data, bool IsBinary = false)
{
    /// <summary>
    /// <code>
    /// packet = type data      type = "0".."6"
    /// </code>
    /// </summary>
    public static bool TryParseText(ReadOnlyMemory<byte> text, out EnginePacket packet)
    {
        if (!text.IsEmpty && (uint)(text.Span[0] - '0') <= (uint)EnginePacketType.Noop)
        {
            packet = new EnginePacket((EnginePacketType)(text.Span[0] - '0'), text[1..]);
            return true;
        }

        packet = default;
        return false;
    }

    /// <summary>
    /// Text, or bytes as text, as clients write them that cannot, or do not want to, send bytes (<c>forceBase64</c>):
    /// <code>
    /// revision 4:  packet  /  "b" base64
    /// revision 3:  packet  /  "b4" base64
    /// </code>
    /// </summary>
    public static bool TryParseText(EngineProtocol protocol, ReadOnlyMemory<byte> text, out EnginePacket packet)
    {
        packet = default;
        if (text.IsEmpty || text.Span[0] != (byte)'b')
            return TryParseText(text, out packet);
        if (protocol == EngineProtocol.V3 && (text.Length < 2 || text.Span[1] != (byte)'4'))
            return false;
        if (!Base64Text.TryDecode(text.Span[(protocol == EngineProtocol.V3 ? 2 : 1)..], out var bytes))
            return false;
        packet = new EnginePacket(EnginePacketType.Message, bytes, IsBinary: true);
        return true;
    }

    /// <summary>
    /// <code>
    /// revision 4:  binary frame = data             (always a message)
    /// revision 3:  binary frame = %x04 data         (the type of a message; nothing else comes as bytes)
    /// </code>
    /// </summary>
    public static bool TryParseBinary(EngineProtocol protocol, ReadOnlyMemory<byte> bytes, out EnginePacket packet)
    {
        if (protocol == EngineProtocol.V4)
        {
            packet = new EnginePacket(EnginePacketType.Message, bytes, IsBinary: true);
            return true;
        }

        if (!bytes.IsEmpty && bytes.Span[0] == (byte)EnginePacketType.Message)
        {
            packet = new EnginePacket(EnginePacketType.Message, bytes[1..], IsBinary: true);
            return true;
        }

        packet = default;
        return false;
    }
}
