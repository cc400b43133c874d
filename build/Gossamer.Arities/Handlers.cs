namespace Gossamer.Arities;

/// <summary>On and Once of <c>Socket</c>, and of its extensions.</summary>
internal static class Handlers
{
    private static readonly string[] Verbs = ["On", "Once"];

    public static string OfSocket(Arity arity)
    {
        var source = new Source(
            "System.Text.Json.Serialization.Metadata Gossamer.SocketIO.Acks Gossamer.SocketIO.Events",
            "Gossamer.SocketIO",
            $"Handlers of {arity.Words}.",
            "public sealed partial class Socket");
        foreach (var verb in Verbs)
            AddToSocket(source, arity, verb);
        return source.ToString();
    }

    public static string Extensions(Arity arity)
    {
        var source = new Source(
            "Gossamer.SocketIO.Events",
            "Gossamer.SocketIO",
            $"Handlers of {arity.Words}.",
            "public static partial class SocketHandlerExtensions");
        foreach (var verb in Verbs)
        {
            AddExtension(source, arity, verb, "Action<{0}>", answers: false, "a =>", "handler({0});", "return ValueTask.CompletedTask;");
            AddExtension(source, arity, verb, "Func<{0}, Task>", answers: false, "a => new ValueTask(handler({0}))");
            AddExtension(source, arity, verb, "Func<{0}, TAnswer>", answers: true, "a => ValueTask.FromResult(handler({0}))");
            AddExtension(source, arity, verb, "Func<{0}, Task<TAnswer>>", answers: true, "a => new ValueTask<TAnswer>(handler({0}))");
        }

        return source.ToString();
    }

    /// <summary>The functions that read the arguments of an event.</summary>
    public static string Readers()
    {
        var source = new Source(
            "System.Text.Json.Serialization.Metadata Gossamer.SocketIO.Json",
            "Gossamer.SocketIO.Events",
            "Reads the arguments of events.",
            "internal static partial class TypedHandlers");
        foreach (var arity in Arity.All)
        {
            var head = $"public static Func<EventMessage, {arity.Tuple}> Arguments<{arity.Types}>(";
            source.Member($"<summary>Reads {arity.Words}.</summary>").List(1, head, ["Delegate handler", .. arity.TypeParameters], ")");
            source.Line(1, "{");
            foreach (var name in arity.TypeNames)
                source.Line(2, $"{name} = SocketIOJson.For({name});");
            source.Line(2, "return message =>").Line(2, "{").Line(3, "var reader = message.ReadArguments();");
            var (first, last) = (arity.Each(Next)[..^1], Next(arity.Count - 1));
            for (var i = 0; i < first.Length; i++)
                source.Line(3, $"var {arity.Names[i]} = {first[i]};");
            source.Line(3, arity.Count == 1 ? $"return {last};" : $"return ({string.Join(", ", [.. arity.Names[..^1], last])});");
            source.Line(2, "};").Line(1, "}");

            string Next(int i) => $"ArgumentReader.Next(ref reader, {arity.TypeNames[i]}, position: {i + 1}, handler)";
        }

        return source.ToString();
    }

    private static void AddToSocket(Source source, Arity arity, string verb)
    {
        var what = verb == "On" ? "Handles an event" : "Handles the next event of that name,";
        var later = verb == "On" ? "" : ", and no later ones";
        var handler = $"Func<{arity.Types}, ValueTask> handler";
        var known = arity.TypeList.Select(static type => $"TypeInfo<{type}>()");
        source.Member($"<summary>{what} with {arity.Words}{later}.</summary>", Documented).Calls(
            $"public IDisposable {verb}<{arity.Types}>(", ["string eventName", handler], $"{verb}(", ["eventName", "handler", .. known]);

        source.Member($"<inheritdoc cref=\"{verb}{{{arity.Types}}}(string, Func{{{arity.Types}, ValueTask}})\"/>").List(
            1, $"public IDisposable {verb}<{arity.Types}>(", ["string eventName", handler, .. arity.TypeParameters], ")");
        AddBody(source, verb, arity, arity.TypeNames, answer: null);

        handler = $"Func<{arity.Types}, ValueTask<TAnswer>> handler";
        source.Member($"<summary>{what} with {arity.Words}{later}; what the handler returns is the answer.</summary>", Documented).List(
            1, $"public IDisposable {verb}<{arity.TypesAndAnswer}>(", ["string eventName", handler], ")");
        AddBody(source, verb, arity, known, "Answer<TAnswer>()");

        source.Member($"<summary>{what} with {arity.Words}{later}; what the handler returns is the answer.</summary>", Documented).List(
            1,
            $"public IDisposable {verb}<{arity.TypesAndAnswer}>(",
            ["string eventName", handler, .. arity.TypeParameters, "JsonTypeInfo<TAnswer> answerType"],
            ")");
        AddBody(source, verb, arity, arity.TypeNames, "AnswerFormat<TAnswer>.Of(answerType)");
    }

    private const string Documented = "<inheritdoc cref=\"On(string, Func{ValueTask})\"/>";

    private static void AddBody(Source source, string verb, Arity arity, IEnumerable<string> types, string? answer)
    {
        source.Line(1, "{").Line(2, "ArgumentNullException.ThrowIfNull(handler);");
        source.List(2, "var read = TypedHandlers.Arguments(", ["handler", .. types], ");");
        var run = arity.Count == 1 ? "handler" : $"a => handler({arity.Items})";
        source.List(2, "return AddTyped(", ["eventName", "read", run, .. Answer(answer), Once(verb)], ");").Line(1, "}");
    }

    private static void AddExtension(
        Source source, Arity arity, string verb, string type, bool answers, string run, params string[] statements)
    {
        var types = answers ? arity.TypesAndAnswer : arity.Types;
        var (what, later) = verb == "On" ? ("Handles an event", "") : ("Handles the next event of that name,", ", and no later ones");
        var answering = answers ? "; what the handler returns is the answer" : "";
        source.Member(
            $"<summary>{what} with {arity.Words}{later}{answering}.</summary>",
            "<inheritdoc cref=\"Socket.On(string, Func{ValueTask})\"/>");
        source.List(
            1,
            $"public static IDisposable {verb}<{types}>(",
            ["this Socket socket", "string eventName", string.Format(null, type, arity.Types) + " handler"],
            ")");
        source.Line(1, "{").Line(2, "ArgumentNullException.ThrowIfNull(socket);").Line(2, "ArgumentNullException.ThrowIfNull(handler);");
        source.List(
            2, "var read = TypedHandlers.Arguments(", ["handler", .. arity.TypeList.Select(static t => $"socket.TypeInfo<{t}>()")], ");");
        run = string.Format(null, run, arity.Items);
        string[] tail = [.. Answer(answers ? "socket.Answer<TAnswer>()" : null), Once(verb)];
        if (statements.Length == 0)
        {
            source.List(2, "return socket.AddTyped(", ["eventName", "read", run, .. tail], ");");
        }
        else
        {
            source.Line(2, $"return socket.AddTyped(eventName, read, {run}").Line(2, "{");
            foreach (var statement in statements)
                source.Line(3, string.Format(null, statement, arity.Items));
            source.Line(2, $"}}, {string.Join(", ", tail)});");
        }

        source.Line(1, "}");
    }

    private static string[] Answer(string? answer) => answer is null ? [] : [answer];

    private static string Once(string verb) => $"once: {(verb == "Once" ? "true" : "false")}";
}
