namespace Gossamer.Server.Terminal;

/// <summary>What keys and commands do.</summary>
internal static class HelpText
{
    private static readonly (string Key, string Meaning)[] Keys =
    [
        ("Up, Down", "the thread or group before, and the next (also Ctrl-P, Ctrl-N)"),
        ("Tab", "the next one with something unread; after /to: completes a name"),
        ("PgUp, PgDn", "further back, and forward"),
        ("Esc", "empties the line, back to the newest message"),
        ("Ctrl-C", "leaves the chat"),
    ];

    public static Region Region() => new(
    [
        Line.Of("Keys", "dim"), .. Keys.Select(static key => Row(key)),
        Line.Of(""), Line.Of("Commands", "dim"), .. Commands.All.Select(static command => Row(command)),
        Line.Of(""), Line.Of("Receipts", "dim"),
        Row(("✓ 2 on 1 server", "two connections of the recipient have it, at one server")),
        Row(("– nobody there", "who comes back soon gets it all the same")),
        Row(("✗, ?", "refused; not confirmed in time, it may have arrived")),
    ]);

    private static Line Row((string Left, string Right) row) => Line.Of($"  {row.Left,-16}").Add(row.Right, "dim");
}
