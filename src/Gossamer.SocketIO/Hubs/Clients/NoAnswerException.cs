namespace Gossamer.SocketIO;

/// <summary>
/// A client gave no answer to a method of a hub's client interface that returns one. A method that returns a task of
/// <see cref="AckResult{T}"/> tells that as a value instead.
/// </summary>
public sealed class NoAnswerException : Exception
{
    /// <summary>Without an event.</summary>
    public NoAnswerException()
        : this("The client gave no answer.")
    {
    }

    /// <summary>With a message of one's own.</summary>
    /// <param name="message">What happened.</param>
    public NoAnswerException(string message)
        : base(message) => Outcome = AckOutcome.TimedOut;

    /// <summary>With a message of one's own, and what was behind it.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">Why.</param>
    public NoAnswerException(string message, Exception innerException)
        : base(message, innerException) => Outcome = AckOutcome.TimedOut;

    /// <summary>Of an event that was not answered.</summary>
    /// <param name="eventName">The event.</param>
    /// <param name="outcome">How the waiting ended.</param>
    public NoAnswerException(string eventName, AckOutcome outcome)
        : base($"The client gave no answer to \"{eventName}\": {outcome}.") => Outcome = outcome;

    /// <summary>How the waiting ended; never <see cref="AckOutcome.Answered"/>.</summary>
    public AckOutcome Outcome { get; }
}
