using System.Collections.Immutable;
using System.Xml.Linq;
using Gossamer.ApiPages.Comments;
using Gossamer.ApiPages.Symbols;
using Microsoft.CodeAnalysis;

namespace Gossamer.ApiPages.Pages;

/// <summary>What is told of a type or member: summary, declaration, parameters, what comes back, what is thrown, remarks.</summary>
internal static class MemberSection
{
    internal static IEnumerable<string> Of(ISymbol symbol, PageWriter writer, Prose prose)
    {
        var comment = writer.CommentOf(symbol);
        return
        [
            .. writer.Summary(symbol, comment, prose),
            Markdown.Fence(Signature.Of(symbol), "csharp"),
            .. Labelled("Type parameters", TypeParametersOf(symbol).Select(parameter => Named(
                Markdown.Code(parameter.Name), comment.Part("typeparam", "name", parameter.Name), prose))),
            .. Labelled("Parameters", ParametersOf(symbol).Select(parameter => Named(
                $"{Markdown.Code(parameter.Name)} ({prose.Links.ToUsed(parameter.Type)})",
                comment.Part("param", "name", parameter.Name),
                prose))),
            .. Returns(symbol, comment, prose),
            .. Labelled("Exceptions", comment.All("exception").Select(exception => Named(Thrown(exception, prose), exception, prose))),
            .. comment.All("remarks").SelectMany(prose.Blocks),
            .. comment.All("example").SelectMany(prose.Blocks),
            .. Labelled("See also", comment.All("seealso").Select(also => Markdown.Item(prose.Blocks(new XElement("summary", also))))),
        ];
    }

    private static IEnumerable<string> Returns(ISymbol symbol, Comment comment, Prose prose)
    {
        var type = symbol switch
        {
            IMethodSymbol { ReturnsVoid: false, MethodKind: not MethodKind.Constructor } method => method.ReturnType,
            INamedTypeSymbol { DelegateInvokeMethod: { ReturnsVoid: false } invoke } => invoke.ReturnType,
            _ => null,
        };
        var text = comment.All("returns").Concat(comment.All("value")).FirstOrDefault();
        if (type is not null && text is not null)
            return Labelled("Returns", [Named(prose.Links.ToUsed(type), text, prose)]);

        return symbol is IPropertySymbol property && text is not null
            ? Labelled("Value", [Named(prose.Links.ToUsed(property.Type), text, prose)]) : [];
    }

    private static string Thrown(XElement exception, Prose prose) =>
        (string?)exception.Attribute("cref") is { } cref && prose.SymbolOf(cref) is { } type ? prose.Links.To(type) : "";

    /// <summary>A list below its label, if it says more than the declaration.</summary>
    private static IEnumerable<string> Labelled(string label, IEnumerable<string> items)
    {
        var list = items.ToList();
        return list.Any(SaysMore) ? [$"**{label}**", string.Join('\n', list)] : [];
    }

    private static bool SaysMore(string item) =>
        item.Contains(": ", StringComparison.Ordinal) || item.Contains("](", StringComparison.Ordinal);

    private static string Named(string name, XElement? text, Prose prose)
    {
        var blocks = text is null ? [] : prose.Blocks(text);
        return Markdown.Item(blocks.Count == 0 ? [name] : [$"{name}: {blocks[0]}", .. blocks.Skip(1)]);
    }

    private static ImmutableArray<IParameterSymbol> ParametersOf(ISymbol symbol) => symbol switch
    {
        IMethodSymbol method => method.Parameters,
        IPropertySymbol property => property.Parameters,
        INamedTypeSymbol { DelegateInvokeMethod: { } invoke } => invoke.Parameters,
        _ => [],
    };

    private static ImmutableArray<ITypeParameterSymbol> TypeParametersOf(ISymbol symbol) => symbol switch
    {
        IMethodSymbol method => method.TypeParameters,
        INamedTypeSymbol type => type.TypeParameters,
        _ => [],
    };
}
