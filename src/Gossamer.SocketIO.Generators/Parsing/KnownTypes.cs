using Microsoft.CodeAnalysis;

namespace Gossamer.SocketIO.Generators.Parsing;

/// <summary>Tells the types that the generator knows by name.</summary>
internal static class KnownTypes
{
    private static readonly SymbolDisplayFormat Metadata = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    private static readonly SymbolDisplayFormat Code = SymbolDisplayFormat.FullyQualifiedFormat
        .WithMiscellaneousOptions(
            SymbolDisplayFormat.FullyQualifiedFormat.MiscellaneousOptions
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>Of that full name, type arguments left aside.</summary>
    public static bool Is(this ITypeSymbol? type, string fullName) =>
        type is INamedTypeSymbol named && named.OriginalDefinition.ToDisplayString(Metadata) == fullName;

    /// <summary>Of that full name, with as many type arguments.</summary>
    public static bool Is(this ITypeSymbol? type, string fullName, int arity) =>
        type is INamedTypeSymbol named && named.Arity == arity && named.Is(fullName);

    /// <summary>As it is written in generated code.</summary>
    public static string InCode(this ITypeSymbol type) => type.ToDisplayString(Code);

    /// <summary>The class and those that it is derived from.</summary>
    public static IEnumerable<INamedTypeSymbol> SelfAndBases(this INamedTypeSymbol type)
    {
        for (var one = type; one is not null; one = one.BaseType)
            yield return one;
    }

    public static bool Implements(this ITypeSymbol type, string fullName) => type.AllInterfaces.Any(one => one.Is(fullName));

    /// <summary>The items' type when it is a stream's: an <c>IAsyncEnumerable</c> or a <c>ChannelReader</c>.</summary>
    public static ITypeSymbol? StreamItem(this ITypeSymbol type, out bool isChannel)
    {
        isChannel = false;
        if (type is not INamedTypeSymbol named)
            return null;
        if (named.SelfAndBases().FirstOrDefault(static one => one.Is("System.Threading.Channels.ChannelReader", 1)) is { } channel)
        {
            isChannel = true;
            return channel.TypeArguments[0];
        }

        return named.AllInterfaces.Prepend(named)
            .FirstOrDefault(static one => one.Is("System.Collections.Generic.IAsyncEnumerable", 1))?.TypeArguments[0];
    }
}
