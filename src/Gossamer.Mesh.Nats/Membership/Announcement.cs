using System.Globalization;
using System.Text;

namespace Gossamer.Mesh.Nats;

/// <summary>
/// A server says that it is there, or leaves, in lines of UTF-8:
/// <code>
/// 1 here            the version of this text, and: here, asking (others are to say so too), leaving
/// server-1          its id
/// http://10.0.0.1:3001   where it is found by HTTP; an empty line: nowhere
/// 0123456789abcdef       its life, a random number; versions before have none
/// </code>
/// Lines that follow are of later versions.
/// </summary>
internal sealed record Announcement(NodeId Id, Uri? Url, Announcement.State Kind, ulong Life)
{
    private const int MaxBytes = 4096;

    internal enum State
    {
        Here,
        Asking,
        Leaving,
    }

    internal byte[] Write() => Encoding.UTF8.GetBytes($"1 {WordOf(Kind)}\n{Id.Value}\n{Url}\n{Life:x16}\n");

    /// <returns>Null: it is none.</returns>
    internal static Announcement? Read(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxBytes)
            return null;
        var lines = Encoding.UTF8.GetString(utf8).Split('\n');
        if (lines.Length < 3 || KindOf(lines[0]) is not { } kind || !PeerRules.IsId(lines[1]))
            return null;
        var isUrl = Uri.TryCreate(lines[2], UriKind.Absolute, out var url) && url.Scheme is "http" or "https";
        return new(new(lines[1]), isUrl ? url : null, kind, lines.Length > 3 ? LifeOf(lines[3]) : 0);
    }

    private static ulong LifeOf(string line) =>
        ulong.TryParse(line, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var life) ? life : 0;

    private static string WordOf(State kind) => kind switch
    {
        State.Asking => "asking",
        State.Leaving => "leaving",
        _ => "here",
    };

    private static State? KindOf(string line) => line switch
    {
        "1 here" => State.Here,
        "1 asking" => State.Asking,
        "1 leaving" => State.Leaving,
        _ => null,
    };
}
