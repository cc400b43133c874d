namespace Gossamer.Arities;

/// <summary>Events of typed arguments that ask for an answer.</summary>
internal static class Asks
{
    private const string Cancellation = "CancellationToken cancellation = default";

    public static (string Name, string Text)[] OfSocket() => Of(
        "public sealed partial class Socket",
        "AckResult",
        "and waits for the client's answer",
        "<inheritdoc cref=\"EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)\"/>",
        call: "AskAsync(Request");

    public static (string Name, string Text)[] OfBroadcaster() => Of(
        "public abstract partial class Broadcaster",
        "AckResults",
        "to the sockets that are meant, and collects their answers",
        "<inheritdoc cref=\"EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)\"/>",
        call: "AskAsync(Request");

    /// <summary>Its time-out is known already.</summary>
    public static (string Name, string Text)[] OfSocketOperator() => Of(
        "public sealed partial class SocketOperator",
        "AckResult",
        "and waits for the client's answer",
        "<inheritdoc cref=\"Socket.EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)\"/>",
        call: "Socket.AskAsync(Socket.Request",
        timeout: "_timeout");

    /// <summary>The events by themselves.</summary>
    public static string Requests()
    {
        var source = new Source(
            "System.Text.Json.Serialization.Metadata Gossamer.SocketIO.Acks Gossamer.SocketIO.Json",
            "Gossamer.SocketIO",
            "Events of typed arguments that ask for an answer.",
            "public abstract partial class Emitter");
        foreach (var arity in Arity.All)
        {
            source.Member("<inheritdoc cref=\"RequestState{TState, TAnswer}\"/>").List(
                1,
                $"internal AckRequest<TAnswer> Request<{arity.TypesAndAnswer}>(",
                ["string name", .. arity.TypedParameters, "JsonTypeInfo<TAnswer> answerType"],
                ")");
            var values = arity.Names.Zip(arity.TypeNames, static (name, type) => $"{name}, SocketIOJson.For({type})");
            source.Line(1, "{").List(2, $"var arguments = new TypedArguments<{arity.Types}>(", [.. values], ");");
            source.Line(2, "var answer = AnswerFormat<TAnswer>.Of(answerType);");
            source.Line(2, "return RequestState(name, arguments, static (json, a) => a.Write(json), answer);").Line(1, "}");
        }

        return source.ToString();
    }

    private static (string Name, string Text)[] Of(
        string type, string result, string what, string documented, string call, string? timeout = null)
    {
        var name = type.Split(' ')[^1];
        var (objects, typed) = (Begin(type, ""), Begin(type, "System.Text.Json.Serialization.Metadata"));
        foreach (var arity in Arity.All)
        {
            var byRunTimeType = arity.Count == 1 ? ", written as what it is at run time," : ", each written as what it is at run time,";
            var summary = $"<summary>Emits an event with {arity.Words}{byRunTimeType} {what}.</summary>";
            objects.Member(summary, documented);
            AddObjects(objects, arity, result, call, [Cancellation], timeout ?? "timeout: null");
            if (timeout is null)
            {
                objects.Member(summary, documented);
                AddObjects(objects, arity, result, call, ["TimeSpan timeout", Cancellation], "timeout");
            }

            string[] limits = timeout is null ? ["TimeSpan? timeout = null", Cancellation] : [Cancellation];
            typed.Member($"<summary>Emits an event with {arity.Words} {what}.</summary>", documented).Calls(
                $"public Task<{result}<TAnswer>> EmitWithAckAsync<{arity.TypesAndAnswer}>(",
                ["string name", .. arity.TypedParameters, "JsonTypeInfo<TAnswer> answerType", .. limits],
                call + "(",
                ["name", .. arity.TypedNames, "answerType)", timeout ?? "timeout", "cancellation"]);
        }

        return [($"{name}.EmitWithAck.cs", objects.ToString()), ($"{name}.EmitWithAck.Typed.cs", typed.ToString())];
    }

    private static Source Begin(string type, string usings) =>
        new(usings, "Gossamer.SocketIO", "Events with arguments that ask for an answer.", type);

    private static void AddObjects(Source source, Arity arity, string result, string call, string[] limits, string timeout) => source.Calls(
        $"public Task<{result}<TAnswer>> EmitWithAckAsync<TAnswer>(",
        ["string name", .. arity.ObjectParameters, .. limits],
        call + "<TAnswer>(",
        ["name", arity.Count == 1 ? "argument)" : $"[{string.Join(", ", arity.Names)}])", timeout, "cancellation"]);
}
