using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Gossamer.Mesh.Wire;

/// <summary>
/// Writes protobuf's wire format into a span that is large enough: <c>field = tag value</c>, and nothing for a value that is its default,
/// as the generated code has it (protobuf.dev, "Encoding").
/// </summary>
internal ref struct WireWriter(Span<byte> span)
{
    private readonly Span<byte> _span = span;

    /// <summary>How many bytes have been written.</summary>
    internal int Length { get; private set; }

    internal static int SizeOf(ulong value) => ((BitOperations.Log2(value | 1) * 9) + 73) / 64;

    /// <summary>Of a field with a tag of one byte.</summary>
    internal static int SizeOfField(ulong value) => value == 0 ? 0 : 1 + SizeOf(value);

    /// <inheritdoc cref="SizeOfField"/>
    internal static int SizeOfBytesField(int length) => length == 0 ? 0 : 1 + SizeOf((uint)length) + length;

    /// <summary>As <c>sint64</c> has it.</summary>
    internal static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    internal void Number(ulong value)
    {
        while (value > 0x7f)
        {
            _span[Length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _span[Length++] = (byte)value;
    }

    internal void Field(uint tag, ulong value)
    {
        if (value == 0)
            return;
        Number(tag);
        Number(value);
    }

    internal void Fixed64(uint tag, ulong value)
    {
        if (value == 0)
            return;
        Number(tag);
        BinaryPrimitives.WriteUInt64LittleEndian(_span[Length..], value);
        Length += sizeof(ulong);
    }

    internal void Field(uint tag, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return;
        Head(tag, bytes.Length);
        Bytes(bytes);
    }

    internal void Bytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_span[Length..]);
        Length += bytes.Length;
    }

    /// <param name="tag">The field's.</param>
    /// <param name="text">Its value.</param>
    /// <param name="bytes">What it takes as UTF-8.</param>
    internal void Field(uint tag, string text, int bytes)
    {
        if (bytes == 0)
            return;
        Head(tag, bytes);
        Length += Encoding.UTF8.GetBytes(text, _span[Length..]);
    }

    internal void Head(uint tag, int length)
    {
        Number(tag);
        Number((uint)length);
    }
}
