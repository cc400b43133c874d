namespace Gossamer.SocketIO.Generators.Model;

/// <summary>A method of a client interface.</summary>
/// <param name="Interface">Which declares it.</param>
/// <param name="Name">Its name.</param>
/// <param name="EventName">Its event's.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="ReturnType">Fully qualified.</param>
/// <param name="ReturnsValueTask">Whether that is a <c>ValueTask</c>, else it is a <c>Task</c>.</param>
/// <param name="Answer">What is in it.</param>
/// <param name="AnswerType">Its type; empty if there is no answer.</param>
internal sealed record ClientMethodModel(
    string Interface,
    string Name,
    string EventName,
    EquatableArray<ParameterModel> Parameters,
    string ReturnType,
    bool ReturnsValueTask,
    AnswerKind Answer,
    string AnswerType);
