using Gossamer.SocketIO.Generators.Model;
using Microsoft.CodeAnalysis.CSharp;

namespace Gossamer.SocketIO.Generators.Emitting;

/// <summary>All arguments of an event as one value: a tuple, whose elements are <c>Item1</c>, <c>Item2</c>, ... however many.</summary>
internal static class Arguments
{
    public static List<ParameterModel> Of(IEnumerable<ParameterModel> parameters) => [.. parameters.Where(static one => one.IsArgument)];

    public static string Type(IReadOnlyList<ParameterModel> arguments) => arguments.Count switch
    {
        0 => "global::System.ValueTuple",
        1 => $"global::System.ValueTuple<{arguments[0].Type}>",
        _ => $"({string.Join(", ", arguments.Select(static one => one.Type))})",
    };

    public static string Value(IReadOnlyList<ParameterModel> arguments, Func<ParameterModel, int, string> value)
    {
        var values = string.Join(", ", arguments.Select(value));
        return arguments.Count > 1 ? $"({values})" : $"new {Type(arguments)}({values})";
    }

    public static string Item(int index) => FormattableString.Invariant($"Item{index + 1}");

    public static string Text(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    public static string Array(string type, IEnumerable<string> items)
    {
        var all = string.Join(", ", items);
        return all.Length == 0 ? $"global::System.Array.Empty<{type}>()" : $"new {type}[] {{ {all} }}";
    }
}
