using System.Buffers;
using System.Buffers.Binary;

namespace Gossamer.SocketIO.MessagePack;

/// <summary>Writes values, each in its shortest form, as notepack does. Numbers are big-endian.</summary>
internal readonly ref struct MessageWriter(IBufferWriter<byte> output)
{
    private const int MaxHead = 9;

    public void Nil() => Byte(Format.Nil);

    public void Boolean(bool value) => Byte(value ? Format.True : Format.False);

    public void Integer(long value)
    {
        if (value >= 0)
            Unsigned((ulong)value);
        else if (value >= Format.LeastFixInteger)
            Byte((byte)value);
        else if (value >= sbyte.MinValue)
            Head(Format.Integer8, 0, (ulong)value);
        else if (value >= short.MinValue)
            Head(Format.Integer8, 1, (ulong)value);
        else if (value >= int.MinValue)
            Head(Format.Integer8, 2, (ulong)value);
        else
            Head(Format.Integer8, 3, (ulong)value);
    }

    public void Unsigned(ulong value)
    {
        if (value < Format.PositiveFixIntegers)
            Byte((byte)value);
        else
            Head(Format.Unsigned8, WidthOf(value), value);
    }

    public void Float(double value) => Head(Format.Float64, 3, BitConverter.DoubleToUInt64Bits(value), step: 0);

    public void String(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length < Format.FixStringLength)
            Byte((byte)(Format.FixString | utf8.Length));
        else
            Head(Format.String8, WidthOf((ulong)utf8.Length), (ulong)utf8.Length);
        output.Write(utf8);
    }

    public void Binary(ReadOnlySpan<byte> bytes)
    {
        Head(Format.Binary8, WidthOf((ulong)bytes.Length), (ulong)bytes.Length);
        output.Write(bytes);
    }

    public void Array(int count) => Container(Format.FixArray, Format.Array16, count);

    public void Map(int count) => Container(Format.FixMap, Format.Map16, count);

    private void Container(byte fix, byte first16, int count)
    {
        if (count < Format.FixCount)
            Byte((byte)(fix | count));
        else
            Head((byte)(first16 - 1), Math.Max(1, WidthOf((ulong)count)), (ulong)count);
    }

    private void Byte(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    /// <param name="first8">The first byte of the form with one byte; those with two, four and eight follow it.</param>
    /// <param name="width">0, 1, 2, 3: one byte, two, four, eight.</param>
    /// <param name="value">Length, count or number.</param>
    /// <param name="step">0: there is only one form.</param>
    private void Head(byte first8, int width, ulong value, int step = 1)
    {
        var span = output.GetSpan(MaxHead);
        span[0] = (byte)(first8 + (width * step));
        var unused = 64 - (8 << width);
        BinaryPrimitives.WriteUInt64BigEndian(span[1..], value << unused);
        output.Advance(1 + (1 << width));
    }

    private static int WidthOf(ulong value) => value switch
    {
        <= byte.MaxValue => 0,
        <= ushort.MaxValue => 1,
        <= uint.MaxValue => 2,
        _ => 3,
    };
}
