using System.Buffers;
using System.Buffers.Binary;

namespace Gossamer.SocketIO.EngineIO.WebSockets;

/// <summary>
/// The head of a WebSocket frame (RFC 6455, section 5.2).
/// <code>
/// fin(1) rsv(3) opcode(4)   masked(1) length(7)   [length(16) | length(64)]   [masking key(32)]
/// length: 0 to 125 as it is; 126: in the next 16 bits; 127: in the next 64 bits. A client masks, a server does not.
/// </code>
/// </summary>
/// <param name="IsFinal">The last frame of its message.</param>
/// <param name="Opcode">What the frame is for.</param>
/// <param name="Length">Bytes of payload.</param>
/// <param name="Mask">The masking key, its first byte lowest.</param>
internal readonly record struct FrameHeader(bool IsFinal, Opcode Opcode, long Length, uint Mask)
{
    /// <summary>The longest payload of a control frame, in bytes.</summary>
    public const int MaxControlLength = 125;

    /// <summary>The longest head, in bytes.</summary>
    public const int MaxSize = 14;

    private const int FinalBit = 0x80;
    private const int ReservedBits = 0x70;
    private const int OpcodeBits = 0x0F;
    private const int MaskedBit = 0x80;
    private const int Length16 = 126;
    private const int Length64 = 127;
    private const int MaskSize = 4;

    public bool IsControl => Opcode >= Opcode.Close;

    /// <summary>Reads the head of a client's frame.</summary>
    /// <param name="input">What has arrived.</param>
    /// <param name="header">The head, when it is whole and follows the rules.</param>
    /// <param name="size">Bytes that it takes.</param>
    public static HeaderRead Read(in ReadOnlySequence<byte> input, out FrameHeader header, out int size)
    {
        var first = input.FirstSpan;
        if (first.Length >= MaxSize || input.IsSingleSegment)
            return Read(first, out header, out size);

        Span<byte> gathered = stackalloc byte[MaxSize];
        var length = (int)Math.Min(input.Length, MaxSize);
        input.Slice(0, length).CopyTo(gathered);
        return Read(gathered[..length], out header, out size);
    }

    /// <summary>Writes the head of a server's frame: final, not masked.</summary>
    /// <returns>Bytes that it takes.</returns>
    public static int Write(Span<byte> output, Opcode opcode, int length)
    {
        output[0] = (byte)(FinalBit | (int)opcode);
        switch (length)
        {
            case < Length16:
                output[1] = (byte)length;
                return 2;
            case <= ushort.MaxValue:
                output[1] = Length16;
                BinaryPrimitives.WriteUInt16BigEndian(output[2..], (ushort)length);
                return 4;
            default:
                output[1] = Length64;
                BinaryPrimitives.WriteInt64BigEndian(output[2..], length);
                return 10;
        }
    }

    private static HeaderRead Read(ReadOnlySpan<byte> input, out FrameHeader header, out int size)
    {
        (header, size) = (default, 0);
        if (input.Length < 2)
            return HeaderRead.Incomplete;
        var opcode = (Opcode)(input[0] & OpcodeBits);
        if ((input[0] & ReservedBits) != 0 || (input[1] & MaskedBit) == 0 || !IsKnown(opcode))
            return HeaderRead.Invalid;

        var shortLength = input[1] & ~MaskedBit;
        size = 2 + (shortLength switch { Length16 => sizeof(ushort), Length64 => sizeof(long), _ => 0 }) + MaskSize;
        if (input.Length < size)
            return HeaderRead.Incomplete;
        var length = shortLength switch
        {
            Length16 => BinaryPrimitives.ReadUInt16BigEndian(input[2..]),
            Length64 => BinaryPrimitives.ReadInt64BigEndian(input[2..]),
            _ => shortLength,
        };
        header = new FrameHeader((input[0] & FinalBit) != 0, opcode, length,
            BinaryPrimitives.ReadUInt32LittleEndian(input[(size - MaskSize)..]));
        var keepsRules = length >= 0 && (!header.IsControl || (header.IsFinal && length <= MaxControlLength));
        return keepsRules ? HeaderRead.Complete : HeaderRead.Invalid;
    }

    private static bool IsKnown(Opcode opcode) => opcode is <= Opcode.Binary or (>= Opcode.Close and <= Opcode.Pong);
}
