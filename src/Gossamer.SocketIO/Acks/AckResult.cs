namespace Gossamer.SocketIO;

/// <summary>A client's answer to an event, or why there is none.</summary>
/// <param name="Outcome">How the waiting ended.</param>
/// <param name="Value">The answer's first argument; the default of its type unless <see cref="IsAnswered"/>.</param>
public readonly record struct AckResult<T>(AckOutcome Outcome, T? Value)
{
    /// <summary>Whether the client answered.</summary>
    public bool IsAnswered => Outcome == AckOutcome.Answered;
}
