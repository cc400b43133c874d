using Microsoft.CodeAnalysis;

namespace Gossamer.ApiPages.Symbols;

/// <summary>How much of a symbol is written.</summary>
internal static class SymbolFormats
{
    private const SymbolDisplayMiscellaneousOptions Plain = SymbolDisplayMiscellaneousOptions.UseSpecialTypes
        | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers | SymbolDisplayMiscellaneousOptions.AllowDefaultLiteral;

    private const SymbolDisplayMiscellaneousOptions Nullable =
        Plain | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier;

    private const SymbolDisplayGenericsOptions Variant =
        SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeVariance;

    /// <summary>A name as it stands in running text: <c>AckResult&lt;T&gt;</c>.</summary>
    internal static SymbolDisplayFormat Name { get; } = OfTypes(SymbolDisplayGenericsOptions.IncludeTypeParameters, Plain);

    /// <summary>A name that tells overloads apart: <c>EmitAsync&lt;T&gt;(string, T)</c>.</summary>
    internal static SymbolDisplayFormat Heading { get; } = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        memberOptions: SymbolDisplayMemberOptions.IncludeParameters,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeParamsRefOut,
        miscellaneousOptions: Plain);

    /// <summary>A type as a member uses it.</summary>
    internal static SymbolDisplayFormat Used { get; } = OfTypes(SymbolDisplayGenericsOptions.IncludeTypeParameters, Nullable);

    /// <summary>A type as it is declared, without what its parameters must be.</summary>
    internal static SymbolDisplayFormat Unconstrained { get; } = OfTypes(Variant, Nullable);

    internal static SymbolDisplayFormat Constrained { get; } =
        OfTypes(Variant | SymbolDisplayGenericsOptions.IncludeTypeConstraints, Nullable);

    /// <summary>The declaration of a member.</summary>
    internal static SymbolDisplayFormat Member { get; } = Declared(SymbolDisplayKindOptions.IncludeMemberKeyword);

    /// <summary>The declaration of a delegate, without its accessibility.</summary>
    internal static SymbolDisplayFormat Delegate { get; } = Declared(SymbolDisplayKindOptions.IncludeTypeKeyword);

    private static SymbolDisplayFormat OfTypes(SymbolDisplayGenericsOptions generics, SymbolDisplayMiscellaneousOptions names) => new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        genericsOptions: generics,
        miscellaneousOptions: names);

    private static SymbolDisplayFormat Declared(SymbolDisplayKindOptions keywords) => new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        genericsOptions: Variant | SymbolDisplayGenericsOptions.IncludeTypeConstraints,
        memberOptions: SymbolDisplayMemberOptions.IncludeAccessibility | SymbolDisplayMemberOptions.IncludeModifiers
            | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeRef
            | SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeConstantValue,
        delegateStyle: SymbolDisplayDelegateStyle.NameAndSignature,
        parameterOptions: SymbolDisplayParameterOptions.IncludeExtensionThis | SymbolDisplayParameterOptions.IncludeParamsRefOut
            | SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeDefaultValue,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        kindOptions: keywords,
        miscellaneousOptions: Nullable);
}
