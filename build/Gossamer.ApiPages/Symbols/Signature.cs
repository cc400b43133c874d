using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Gossamer.ApiPages.Symbols;

/// <summary>Declarations in C#.</summary>
internal static partial class Signature
{
    /// <summary>A parameter a line beyond this: GitHub shows about so many characters of code without scrolling.</summary>
    private const int Width = 100;

    internal static string OfType(ITypeSymbol type) => type.ToDisplayString(SymbolFormats.Used);

    internal static string Of(ISymbol symbol) => Attributes(symbol) + symbol switch
    {
        INamedTypeSymbol { DelegateInvokeMethod: not null } type =>
            $"{Accessibility(type)} {Folded(type, SymbolFormats.Delegate)};",
        INamedTypeSymbol type => OfDeclaration(type),
        IPropertySymbol => Hidden().Replace(Folded(symbol, SymbolFormats.Member), ""),
        _ => Folded(symbol, SymbolFormats.Member) + ";",
    };

    private static string OfDeclaration(INamedTypeSymbol type)
    {
        var name = type.ToDisplayString(SymbolFormats.Unconstrained);
        var constraints = type.ToDisplayString(SymbolFormats.Constrained)[name.Length..];
        var bases = type.TypeKind == TypeKind.Enum ? "" : string.Join(", ", Bases(type).Select(OfType));
        return $"{Accessibility(type)} {Modifiers(type)}{type.Keyword()} {name}{(bases.Length > 0 ? " : " : "")}{bases}{constraints}";
    }

    /// <summary>What the declaration names: without what the compiler adds, what a base type implies, and what is internal.</summary>
    internal static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        var parent = type.BaseType is { SpecialType: SpecialType.None } named ? named : null;
        var own = type.Interfaces.Where(one => one.IsVisible()
            && parent?.AllInterfaces.Contains(one, SymbolEqualityComparer.Default) != true
            && !type.Interfaces.Any(other => other.AllInterfaces.Contains(one, SymbolEqualityComparer.Default))
            && !(type.IsDeclaredAsRecord() && one.Name == nameof(IEquatable<>)));
        return own.Prepend(parent).OfType<INamedTypeSymbol>();
    }

    /// <summary>The words that declare it: <c>readonly record struct</c> without its modifiers is <c>record struct</c>.</summary>
    internal static string Keyword(this INamedTypeSymbol type) => (type.TypeKind, type.IsDeclaredAsRecord()) switch
    {
        (TypeKind.Struct, true) => "record struct",
        (TypeKind.Class, true) => "record",
        (TypeKind.Struct, _) => "struct",
        (TypeKind.Interface, _) => "interface",
        (TypeKind.Enum, _) => "enum",
        (TypeKind.Delegate, _) => "delegate",
        _ => "class",
    };

    private static string Modifiers(INamedTypeSymbol type) => type.TypeKind switch
    {
        TypeKind.Class => type.IsStatic ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "",
        TypeKind.Struct => (type.IsReadOnly ? "readonly " : "") + (type.IsRefLikeType ? "ref " : ""),
        _ => "",
    };

    private static string Accessibility(INamedTypeSymbol type) =>
        type.DeclaredAccessibility == Microsoft.CodeAnalysis.Accessibility.Public ? "public" : "protected";

    /// <summary>Those that change how the symbol may be used.</summary>
    private static string Attributes(ISymbol symbol) => string.Concat(symbol.GetAttributes()
        .Where(static attribute => attribute.AttributeClass?.Name is "FlagsAttribute" or "ObsoleteAttribute" or "ExperimentalAttribute"
            or "RequiresUnreferencedCodeAttribute" or "RequiresDynamicCodeAttribute")
        .Select(static attribute => attribute.AttributeClass!.Name.Replace("Attribute", "", StringComparison.Ordinal)
            + (attribute.ConstructorArguments is [var first, ..] ? $"({first.ToCSharpText()})" : ""))
        .Order(StringComparer.Ordinal).Select(static text => $"[{text}]\n"));

    private static string ToCSharpText(this TypedConstant constant) =>
        Microsoft.CodeAnalysis.CSharp.TypedConstantExtensions.ToCSharpString(constant);

    /// <summary>One line, or the parameters a line each where that would be too long.</summary>
    private static string Folded(ISymbol symbol, SymbolDisplayFormat format)
    {
        var parts = symbol.ToDisplayParts(format);
        var line = string.Concat(parts);
        if (line.Length <= Width)
            return line;

        var (text, depth) = (new StringBuilder(), 0);
        var (isNamed, isOpen) = (symbol is IMethodSymbol { MethodKind: MethodKind.Constructor }, false); // before: a tuple that it returns
        foreach (var part in parts)
        {
            var word = part.ToString();
            isNamed |= part.Kind is SymbolDisplayPartKind.MethodName or SymbolDisplayPartKind.DelegateName;
            depth += word is "(" or "<" or "[" ? 1 : word is ")" or ">" or "]" ? -1 : 0;
            var opens = isNamed && !isOpen && depth == 1 && word == "(";
            text.Append(word).Append(opens ? "\n    " : isOpen && depth == 1 && word == "," ? "\n   " : ""); // a comma's own space follows
            isOpen |= opens;
        }

        return text.ToString();
    }

    [GeneratedRegex(" (?:private protected|private|internal) (?:get|set|init);", RegexOptions.None, 1_000)]
    private static partial Regex Hidden();
}
