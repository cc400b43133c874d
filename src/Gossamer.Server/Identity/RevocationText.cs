using System.Globalization;
using System.Text;
using Gossamer.Mesh;

namespace Gossamer.Server.Identity;

/// <summary>
/// Revocations on their way to other servers, UTF-8:
/// <code>
/// text = *(kind TAB what TAB at LF)       kind: u a user, t a token's id; at: ms since 1970
/// </code>
/// Neither names nor ids hold control characters.
/// </summary>
internal static class RevocationText
{
    public static byte[] Write(IEnumerable<Revocation> revocations)
    {
        var text = new StringBuilder();
        foreach (var one in revocations)
            text.Append(one.User is null ? 't' : 'u').Append('\t').Append(one.User?.Value ?? one.Token!.Value.Value).Append('\t')
                .Append(CultureInfo.InvariantCulture, $"{one.At.ToUnixTimeMilliseconds()}\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>In one message: far below its bound, with the longest ids.</summary>
    public const int MaxLines = 256;

    /// <summary>What can be read of it; null when a line is none, or there are too many.</summary>
    public static IReadOnlyList<Revocation>? Read(ReadOnlySpan<byte> utf8)
    {
        List<Revocation> revocations = [];
        if (utf8.Count((byte)'\n') > MaxLines)
            return null;
        foreach (var line in Encoding.UTF8.GetString(utf8).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (ReadLine(line.Split('\t')) is not { } revocation)
                return null;
            revocations.Add(revocation);
        }

        return revocations;
    }

    private static Revocation? ReadLine(string[] fields)
    {
        const long LastMillisecond = 253_402_300_799_999; // of the year 9999
        if (fields is not [var kind, var what, var at]
            || !long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) || ms > LastMillisecond)
            return null;
        var time = DateTimeOffset.FromUnixTimeMilliseconds(ms);
        return kind switch
        {
            "u" when UserName.TryCreate(what, out var user, out _) => Revocation.Of(user, time),
            "t" when TokenId.TryCreate(what, out var token) => Revocation.Of(token, time),
            _ => null,
        };
    }
}
