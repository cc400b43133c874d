using Gossamer.Server.Conversations;

namespace Gossamer.Server.Terminal;

/// <summary>Tab after the beginning of a name: as much of it as all names that begin so have in common.</summary>
internal static class Completion
{
    private const string To = "/to ";
    private const int Shown = 8;

    public static TerminalView Complete(TerminalView view, ChatState chat)
    {
        if (!view.Input.Text.StartsWith(To, StringComparison.Ordinal))
            return view;
        var begun = view.Input.Text[To.Length..];
        var names = chat.Online.Where(name => name.StartsWith(begun, StringComparison.OrdinalIgnoreCase)).ToList();
        if (names.Count == 0)
            return view with { Answer = "Nobody who is there is called so." };
        var common = names.Aggregate(static (left, right) => Common(left, right));
        var text = To + (common.Length >= begun.Length ? common : begun);
        return view with
        {
            Input = new InputLine(text, text.Length),
            Answer = names.Count == 1 ? null : string.Join(", ", names.Take(Shown)) + (names.Count > Shown ? ", ..." : ""),
        };
    }

    private static string Common(string left, string right)
    {
        var length = 0;
        while (length < left.Length && length < right.Length && left[length] == right[length])
            length++;
        if (length > 0 && char.IsHighSurrogate(left[length - 1]))
            length--;
        return left[..length];
    }
}
