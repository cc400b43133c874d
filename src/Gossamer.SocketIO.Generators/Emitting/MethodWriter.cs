using System.Globalization;
using Gossamer.SocketIO.Generators.Model;

namespace Gossamer.SocketIO.Generators.Emitting;

/// <summary>Writes how one method of a hub is called.</summary>
internal static class MethodWriter
{
    private const string Hubs = "global::Gossamer.SocketIO.Hubs.";

    public static void Write(CodeWriter code, HubModel hub, MethodModel method)
    {
        var arguments = Arguments.Of(method.Parameters);
        var type = Arguments.Type(arguments);
        var result = method.ResultType.Length == 0 ? "" : ", " + method.ResultType;
        code.Line($"{Hubs}SocketHubMethod.{method.Kind}<{hub.Type}, {type}{result}>(").Indent()
            .Line($"{Arguments.Text(method.EventName)},")
            .Line($"{Arguments.Text(method.Name)},")
            .Line($"{Arguments.Array("object", method.Metadata)},");
        WriteBinding(code, arguments);
        var packed = arguments.Select(static (_, i) => "arguments." + Arguments.Item(i));
        code.Line($"static arguments => {Arguments.Array("object?", packed)},")
            .Line("static arguments => " + Arguments.Value(arguments, static (one, i) => $"({one.Type})arguments[{i}]!") + ",")
            .Line($"{(method.IsAsync ? "static async" : "static")} (hub, arguments, call) => {Invocation(method)}),").Outdent();
    }

    private static void WriteBinding(CodeWriter code, List<ParameterModel> arguments)
    {
        code.Open("static types =>");
        for (var i = 0; i < arguments.Count; i++)
            code.Line($"var type{i} = types.Get<{arguments[i].Type}>();");
        code.Line($"return (ref {Hubs}SocketArgumentReader reader) => {Arguments.Value(arguments, Reading)};").Close(",");
    }

    private static string Reading(ParameterModel argument, int index) =>
        argument.Default.Length == 0 ? $"reader.Next(type{index})" : $"reader.Next(type{index}, {argument.Default})";

    private static string Invocation(MethodModel method)
    {
        var (passed, index) = (new List<string>(), 0);
        foreach (var parameter in method.Parameters)
            passed.Add(parameter.IsArgument ? "arguments." + Arguments.Item(index++) : parameter.Source);
        var call = $"hub.{Identifiers.Escape(method.Name)}({string.Join(", ", passed)})";
        return string.Format(CultureInfo.InvariantCulture, method.Invocation, call);
    }
}
