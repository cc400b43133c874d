namespace Gossamer.Server.Chat;

/// <summary>Why something was refused: a code for programs, a sentence for people.</summary>
internal readonly record struct Refusal(RefusalCode Code, string Message)
{
    /// <summary>Of a name that is taken: how many connections have it.</summary>
    public int? Connections { get; init; }
}
