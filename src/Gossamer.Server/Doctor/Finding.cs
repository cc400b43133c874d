namespace Gossamer.Server.Doctor;

/// <summary>What a check has found.</summary>
/// <param name="Verdict">How it stands.</param>
/// <param name="Check">What was looked at, in a few words: "port", "clock of server-2".</param>
/// <param name="Text">What was found, without a full stop.</param>
/// <param name="Remedy">What to do, without a full stop; null where nothing is to be done.</param>
internal sealed record Finding(Verdict Verdict, string Check, string Text, string? Remedy = null)
{
    private const string SentenceEnd = ". ";

    public static Finding Ok(string check, string text) => new(Verdict.Ok, check, text);

    public static Finding Warning(string check, string text, string remedy) => new(Verdict.Warning, check, text, remedy);

    public static Finding Fault(string check, string text, string remedy) => new(Verdict.Fault, check, text, remedy);

    /// <summary>Of a line as the command line reports faults: what is wrong, and behind its first sentence what to do.</summary>
    public static Finding OfLine(Verdict verdict, string check, string line)
    {
        var end = line.IndexOf(SentenceEnd, StringComparison.Ordinal);
        return end < 0
            ? new Finding(verdict, check, line.TrimEnd('.'), "Correct it")
            : new Finding(verdict, check, line[..end], line[(end + SentenceEnd.Length)..].TrimEnd('.'));
    }
}
