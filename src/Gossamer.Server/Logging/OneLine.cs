namespace Gossamer.Server.Logging;

/// <summary>Keeps a report on one line, whatever a file, a client or an exception put into it.</summary>
internal static class OneLine
{
    /// <summary>Returns <paramref name="text"/> with each control character, line ends included, as a space.</summary>
    public static string Of(string text)
    {
        if (!text.Any(char.IsControl))
            return text;
        return string.Create(text.Length, text, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
                target[i] = char.IsControl(source[i]) ? ' ' : source[i];
        });
    }
}
