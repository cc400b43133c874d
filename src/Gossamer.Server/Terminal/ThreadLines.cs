using System.Globalization;
using Gossamer.Server.Conversations;

namespace Gossamer.Server.Terminal;

/// <summary>The conversation that is shown: who is in it, and what was said, each of one's own messages with its receipt.</summary>
internal static class ThreadLines
{
    public static IReadOnlyList<Line> Lines(ChatState chat, TimeZoneInfo zone) => chat.Shown is { } shown
        ? [Heading(chat, shown), .. shown.Messages.SelectMany(message => LinesOf(chat, message, zone))]
        : [Line.Of("Nobody is chosen yet. /to <name> writes to a person, /join <room> joins a group; F1 says more.", "dim")];

    /// <summary><code>✓ 2 on 1 server</code></summary>
    public static (string Text, string Style) Words(Receipt receipt) => receipt.Outcome switch
    {
        Outcome.Waiting => ("...", "dim"),
        Outcome.Delivered => (receipt.Problem is null ? Counts(receipt) : $"{Counts(receipt)}; {receipt.Problem}",
            receipt.Problem is null ? "green" : "yellow"),
        Outcome.Nobody => ("– nobody there", "yellow"),
        Outcome.Unknown => ($"? {receipt.Problem}", "yellow"),
        _ => ($"✗ {receipt.Problem}", "red"),
    };

    private static string Counts(Receipt receipt) =>
        $"✓ {receipt.Connections} on {receipt.Servers} server{(receipt.Servers == 1 ? "" : "s")}";

    private static Line Heading(ChatState chat, Conversation shown) => shown.Id.IsRoom
        ? Line.Of($"{shown.Id} · {shown.Members.Count} here: {string.Join(", ", shown.Members.Take(20))}", "dim")
        : Line.Of($"{shown.Id.Name} · {(chat.Online.Contains(shown.Id.Name) ? "online" : "not there")}", "dim");

    /// <summary>A message's own line ends are kept; each further line is set in.</summary>
    private static IEnumerable<Line> LinesOf(ChatState chat, ChatMessage message, TimeZoneInfo zone)
    {
        var rows = message.Text.Split('\n');
        var time = TimeZoneInfo.ConvertTime(message.At, zone).ToString("HH:mm", CultureInfo.InvariantCulture);
        for (var i = 0; i < rows.Length; i++)
        {
            var line = i == 0
                ? Line.Of($"{time} ", "dim").Add($"{message.From}  ", message.From == chat.User ? "bold blue" : "bold").Add(rows[i])
                : Line.Of("      ").Add(rows[i]);
            if (i == rows.Length - 1 && message.Receipt is { } receipt)
            {
                var (words, style) = Words(receipt);
                line = line.AddRight(words, style);
            }

            yield return line;
        }
    }
}
