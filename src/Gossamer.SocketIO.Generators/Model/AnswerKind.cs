namespace Gossamer.SocketIO.Generators.Model;

/// <summary>How a client's method gives what came of its event.</summary>
internal enum AnswerKind
{
    /// <summary>No answer: the event is emitted.</summary>
    None,

    /// <summary>The answer; that there is none is an exception.</summary>
    Value,

    /// <summary>The answer or why there is none.</summary>
    Result,
}
