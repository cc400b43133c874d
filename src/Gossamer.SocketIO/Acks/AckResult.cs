namespace Gossamer.SocketIO;

/// <summary>A client's answer to an event, or why there is none.</summary>
/// <param name="Outcome">How the waiting ended.</param>
/// <param name="Value">
/// What was answered: the first argument; of a tuple each item an argument, where those that the client left out have the defaults of their
/// types; or all arguments as <see cref="RawArguments"/>. The default of its type unless <see cref="IsAnswered"/>.
/// </param>
public readonly record struct AckResult<T>(AckOutcome Outcome, T? Value)
{
    /// <summary>Whether the client answered.</summary>
    public bool IsAnswered => Outcome == AckOutcome.Answered;
}
