using System.Text;

namespace Gossamer.SocketIO.Redis;

/// <summary>
/// The channels of one namespace (@socket.io/redis-adapter 8.x):
/// <code>
/// key "#" ns "#" [ room "#" ]               broadcasts, those to one room on a channel of their own
/// key "-request#" ns "#"                    requests
/// key "-response#" ns "#" [ uid "#" ]       answers, to all or to the server that asked
/// </code>
/// </summary>
internal sealed class Channels(string key, string ns, string uid)
{
    /// <summary>The end of "-request", by which the pattern tells it from "-response".</summary>
    private const char EndOfRequest = 't';

    private readonly string _responses = $"{key}-response#{ns}#";

    public string Broadcast { get; } = $"{key}#{ns}#";

    public string Request { get; } = $"{key}-request#{ns}#";

    /// <summary>Where answers for all servers are.</summary>
    public string Response => _responses;

    /// <summary>Where answers for this server alone are.</summary>
    public string OwnResponse => ResponseTo(uid);

    /// <summary>
    /// Broadcasts and requests in one subscription, since only within one the order is kept in which Redis sends: who is put into a room
    /// and told something then must be in it by then. What else the pattern matches is passed over.
    /// </summary>
    public string Pattern { get; } = $"{Escape(key[..^1])}*[{EscapeInClass(key[^1])}{EndOfRequest}]#{Escape(ns)}#*";

    public string BroadcastTo(string room) => $"{Broadcast}{room}#";

    public string ResponseTo(string asker) => $"{_responses}{asker}#";

    /// <summary>The room whose members the message is for; empty: it is in the message. Null: it is no broadcast here.</summary>
    public string? RoomOf(string channel)
    {
        if (!channel.StartsWith(Broadcast, StringComparison.Ordinal))
            return null;
        return channel.Length == Broadcast.Length ? "" : channel[Broadcast.Length..^1];
    }

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '*' or '?' or '[' or ']' or '\\')
                escaped.Append('\\');
            escaped.Append(c);
        }

        return escaped.ToString();
    }

    /// <summary>A caret at the beginning would turn it round, a hyphen or a bracket would not mean itself.</summary>
    private static string EscapeInClass(char c) => char.IsAsciiLetterOrDigit(c) ? $"{c}" : $"\\{c}";
}
