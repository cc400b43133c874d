using System.Text;

namespace Gossamer.Mesh;

/// <summary>
/// Names as bytes whose order is the order of the names' UTF-16 units: each unit by itself in the 1 to 3 bytes that UTF-8 gives to its
/// number (as CESU-8 has it). UTF-8 proper would put an emoji, which is two units from D800 on, behind U+FFFD.
/// </summary>
internal static class UserNameCodec
{
    private const int MaxBytesPerUnit = 3;

    /// <summary>No name takes more bytes.</summary>
    internal const int Max = UserName.MaxLength * MaxBytesPerUnit;

    /// <summary>Writes a name to a buffer of <see cref="Max"/> bytes. Returns how many it took.</summary>
    internal static int Write(ReadOnlySpan<char> name, Span<byte> bytes)
    {
        Ascii.FromUtf16(name, bytes, out var written);
        foreach (var unit in name[written..])
        {
            if (unit < 0x80)
                bytes[written++] = (byte)unit;
            else if (unit < 0x800)
            {
                bytes[written++] = (byte)(0xC0 | (unit >> 6));
                bytes[written++] = (byte)(0x80 | (unit & 0x3F));
            }
            else
            {
                bytes[written++] = (byte)(0xE0 | (unit >> 12));
                bytes[written++] = (byte)(0x80 | ((unit >> 6) & 0x3F));
                bytes[written++] = (byte)(0x80 | (unit & 0x3F));
            }
        }

        return written;
    }

    /// <summary>Reads back what <see cref="Write"/> wrote. Returns how many units it is.</summary>
    internal static int Read(ReadOnlySpan<byte> bytes, Span<char> name)
    {
        Ascii.ToUtf16(bytes, name, out var read);
        var units = read;
        while (read < bytes.Length)
        {
            int first = bytes[read];
            if (first < 0x80)
            {
                name[units++] = (char)first;
                read++;
            }
            else if (first < 0xE0)
            {
                name[units++] = (char)(((first & 0x1F) << 6) | (bytes[read + 1] & 0x3F));
                read += 2;
            }
            else
            {
                name[units++] = (char)(((first & 0x0F) << 12) | ((bytes[read + 1] & 0x3F) << 6) | (bytes[read + 2] & 0x3F));
                read += MaxBytesPerUnit;
            }
        }

        return units;
    }
}
