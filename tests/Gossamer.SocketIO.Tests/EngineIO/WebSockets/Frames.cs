using System.Buffers.Binary;

namespace Gossamer.SocketIO.Tests.EngineIO.WebSockets;

/// <summary>A client's frames, written by RFC 6455's section 5.2 alone.</summary>
internal static class Frames
{
    public static byte[] Of(int opcode, byte[] payload, bool final = true, bool masked = true)
    {
        var head = new List<byte> { (byte)((final ? 0x80 : 0) | opcode) };
        var mask = masked ? 0x80 : 0;
        var length = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(length, payload.Length);
        if (payload.Length < 126)
            head.Add((byte)(mask | payload.Length));
        else if (payload.Length <= ushort.MaxValue)
            head.AddRange([(byte)(mask | 126), length[6], length[7]]);
        else
            head.AddRange([(byte)(mask | 127), .. length]);
        if (!masked)
            return [.. head, .. payload];

        byte[] key = [0x37, 0xFA, 0x21, 0x3D];
        return [.. head, .. key, .. payload.Select((b, i) => (byte)(b ^ key[i % 4]))];
    }

    public static byte[] Text(string text, bool final = true) => Of(1, System.Text.Encoding.UTF8.GetBytes(text), final);
}
