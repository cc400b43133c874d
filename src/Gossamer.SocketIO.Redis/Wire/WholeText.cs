using System.Globalization;

namespace Gossamer.SocketIO.Redis.Wire;

/// <summary>
/// JavaScript's texts may have half of a surrogate pair, and JSON has it as an escape; UTF-8 has no bytes for it. It becomes U+FFFD there,
/// so that a client cannot write what stays at its server.
/// </summary>
internal static class WholeText
{
    private const int EscapeLength = 6; // \uXXXX

    /// <summary>The same JSON, or a copy where there was such a half.</summary>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> json)
    {
        byte[]? copy = null;
        for (var at = 0; at < json.Length;)
        {
            var found = json[at..].IndexOf((byte)'\\');
            if (found < 0)
                break;
            at += found;
            if (!TryReadUnit(json[at..], out var unit) || !char.IsSurrogate(unit))
            {
                at += 2; // whatever is escaped; a backslash among it
                continue;
            }

            if (char.IsHighSurrogate(unit) && TryReadUnit(json[(at + EscapeLength)..], out var low) && char.IsLowSurrogate(low))
            {
                at += 2 * EscapeLength;
                continue;
            }

            copy ??= json.ToArray();
            "\\ufffd"u8.CopyTo(copy.AsSpan(at));
            at += EscapeLength;
        }

        return copy ?? json;
    }

    private static bool TryReadUnit(ReadOnlySpan<byte> json, out char unit)
    {
        unit = default;
        if (json.Length < EscapeLength || json[0] != '\\' || json[1] != 'u'
            || !ushort.TryParse(json[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
            return false;
        unit = (char)number;
        return true;
    }
}
