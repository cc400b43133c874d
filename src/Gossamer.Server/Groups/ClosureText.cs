using System.Globalization;
using System.Text;
using Gossamer.Mesh;

namespace Gossamer.Server.Groups;

/// <summary>
/// Closures on their way to other servers, UTF-8:
/// <code>
/// text = *(kind TAB room TAB at LF)       kind: c closed, o open again; at: ms since 1970
/// </code>
/// Names hold no control characters.
/// </summary>
internal static class ClosureText
{
    /// <summary>In one message: far below its bound, with the longest names.</summary>
    public const int MaxLines = 256;

    private const long LastMillisecond = 253_402_300_799_999; // of the year 9999

    public static byte[] Write(IEnumerable<RoomClosure> closures)
    {
        var text = new StringBuilder();
        foreach (var one in closures)
            text.Append(one.IsClosed ? 'c' : 'o').Append('\t').Append(one.Room.Value).Append('\t')
                .Append(CultureInfo.InvariantCulture, $"{one.At.ToUnixTimeMilliseconds()}\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Null when a line is none, or there are too many.</summary>
    public static IReadOnlyList<RoomClosure>? Read(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Count((byte)'\n') > MaxLines)
            return null;
        List<RoomClosure> closures = [];
        foreach (var line in Encoding.UTF8.GetString(utf8).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split('\t') is not [var kind and ("c" or "o"), var name, var at] || !RoomName.TryCreate(name, out var room, out _)
                || !long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) || ms > LastMillisecond)
                return null;
            closures.Add(new(room, string.Equals(kind, "c", StringComparison.Ordinal), DateTimeOffset.FromUnixTimeMilliseconds(ms)));
        }

        return closures;
    }
}
