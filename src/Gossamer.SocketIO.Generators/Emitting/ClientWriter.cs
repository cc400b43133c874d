using Gossamer.SocketIO.Generators.Model;

namespace Gossamer.SocketIO.Generators.Emitting;

/// <summary>Writes the class that stands for a hub's clients.</summary>
internal static class ClientWriter
{
    public const string ClassName = "SocketClient__";

    private const string Hubs = "global::Gossamer.SocketIO.Hubs.";

    public static void Write(CodeWriter code, ClientModel client)
    {
        code.Line("/// <summary>Emits what is called.</summary>")
            .Open($"private sealed class {ClassName} : {Hubs}SocketClientProxy, {client.Type}")
            .Open($"public {ClassName}({Hubs}SocketClientTarget target) : base(target)").Close();
        foreach (var method in client.Methods)
            Write(code.Line(), method);
        code.Close();
    }

    /// <summary>Looks up the types that it sends and gets.</summary>
    public static void WriteCheck(CodeWriter code, ClientModel client)
    {
        code.Open("static types =>");
        foreach (var type in client.Methods.SelectMany(static one => Arguments.Of(one.Parameters)).Select(static one => one.Type)
            .Distinct(StringComparer.Ordinal))
            code.Line($"types.Get<{type}>();");
        foreach (var type in client.Methods.Select(static one => one.AnswerType).Where(static one => one.Length > 0)
            .Distinct(StringComparer.Ordinal))
            code.Line($"types.CheckAnswer<{type}>();");
        code.Close(");");
    }

    private static void Write(CodeWriter code, ClientMethodModel method)
    {
        var arguments = Arguments.Of(method.Parameters);
        var parameters = string.Join(", ", method.Parameters.Select(static one => $"{one.Type} {one.Name}"));
        var (call, gives) = method.Answer switch
        {
            AnswerKind.None => ("EmitAsync", ""),
            AnswerKind.Value => ("AnswerAsync", ", " + method.AnswerType),
            _ => ("AskAsync", ", " + method.AnswerType),
        };
        var token = method.Parameters.FirstOrDefault(static one => !one.IsArgument)?.Name ?? "default";
        var writes = string.Concat(arguments.Select(static (one, i) => $" writer__.Write<{one.Type}>(arguments__.{Arguments.Item(i)});"));
        var text = $"{call}<{Arguments.Type(arguments)}{gives}>({Arguments.Text(method.EventName)}, "
            + $"{Arguments.Value(arguments, static (one, _) => one.Name)}, static (writer__, arguments__) => {{{writes} }}, {token})";
        if (method.Answer == AnswerKind.None && !method.ReturnsValueTask)
            text += ".AsTask()";
        else if (method.Answer != AnswerKind.None && method.ReturnsValueTask)
            text = $"new {method.ReturnType}({text})";
        code.Line($"{method.ReturnType} {method.Interface}.{method.Name}({parameters}) =>").Indent().Line(text + ";").Outdent();
    }
}
