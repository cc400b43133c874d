using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Gossamer.SocketIO.Generators.Parsing;

/// <summary>Constants as code.</summary>
internal static class Literals
{
    /// <summary>A constant of a type: a parameter's default, say.</summary>
    public static string Of(object? value, ITypeSymbol type) => value switch
    {
        null => $"default({type.InCode()})!",
        _ => $"({type.InCode()})({Of(value)})",
    };

    /// <summary>An attribute's argument.</summary>
    public static string Of(TypedConstant constant) => constant.Kind switch
    {
        _ when constant.IsNull => "null",
        TypedConstantKind.Array => $"new {constant.Type!.InCode()} {{ {string.Join(", ", constant.Values.Select(Of))} }}",
        TypedConstantKind.Type => $"typeof({((ITypeSymbol)constant.Value!).WithNullableAnnotation(NullableAnnotation.None).InCode()})",
        TypedConstantKind.Enum => Of(constant.Value, constant.Type!),
        _ => Of(constant.Value!),
    };

    private static string Of(object value) => value switch
    {
        decimal number => number.ToString(CultureInfo.InvariantCulture) + "m",
        float number => Of((double)number),
        double number when double.IsNaN(number) => "double.NaN",
        double number when double.IsInfinity(number) => number > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity",
        double number => number.ToString("R", CultureInfo.InvariantCulture) + "d",
        _ => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false) ?? "default!",
    };
}
