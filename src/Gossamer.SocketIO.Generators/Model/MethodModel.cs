namespace Gossamer.SocketIO.Generators.Model;

/// <summary>A hub's method.</summary>
/// <param name="Name">Its name.</param>
/// <param name="EventName">Its event's.</param>
/// <param name="Parameters">Those that are the event's arguments, and others.</param>
/// <param name="Metadata">Makes its attributes.</param>
/// <param name="Kind">What comes of it.</param>
/// <param name="ResultType">Of the answer, or of a stream's items; empty if it has none.</param>
/// <param name="Invocation">The body of a lambda, <c>{0}</c> being the call itself.</param>
/// <param name="IsAsync">Whether the lambda is asynchronous.</param>
internal sealed record MethodModel(
    string Name,
    string EventName,
    EquatableArray<ParameterModel> Parameters,
    EquatableArray<string> Metadata,
    ResultKind Kind,
    string ResultType,
    string Invocation,
    bool IsAsync);
