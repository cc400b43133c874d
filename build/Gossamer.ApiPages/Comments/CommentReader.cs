using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Gossamer.ApiPages.Comments;

/// <summary>Reads the comments that the compiler wrote, and follows <c>inheritdoc</c>.</summary>
internal sealed class CommentReader(Compilation compilation, IReadOnlyList<Package> packages)
{
    private readonly Dictionary<string, XElement> _elements = packages
        .SelectMany(static package => package.Comments.Descendants("member"))
        .DistinctBy(static member => (string)member.Attribute("name")!, StringComparer.Ordinal) // generated code is in several packages
        .ToDictionary(static member => (string)member.Attribute("name")!, StringComparer.Ordinal);

    internal Comment Of(ISymbol symbol) => Read(symbol.OriginalDefinition, []);

    private Comment Read(ISymbol symbol, HashSet<string> visited)
    {
        var id = symbol.GetDocumentationCommentId();
        if (id is null || !visited.Add(id)) // a circle has nothing to inherit
            return Comment.None;

        if (!_elements.TryGetValue(id, out var element))
            return IsForeign(symbol) ? Comment.None with { Origin = symbol } : Inherited(symbol, null, visited);

        var own = new XElement(element);
        foreach (var nested in own.Elements().Elements("inheritdoc").ToList())
            nested.ReplaceWith(PartLike(nested.Parent!, Inherited(symbol, nested, visited))?.Nodes());

        var comment = new Comment([.. own.Elements().Where(static part => part.Name != "inheritdoc")], null);
        return own.Element("inheritdoc") is { } whole ? comment.Or(Inherited(symbol, whole, visited)) : comment;
    }

    private Comment Inherited(ISymbol symbol, XElement? inheritdoc, HashSet<string> visited)
    {
        if ((string?)inheritdoc?.Attribute("cref") is not { } cref)
            return Overridden.By(symbol) is { } overridden ? Read(overridden.OriginalDefinition, [.. visited]) : Comment.None;

        return DocumentationCommentId.GetFirstSymbolForDeclarationId(cref, compilation) is { } target
            ? Read(target, [.. visited])
            : _elements.TryGetValue(cref, out var element) ? new([.. element.Elements()], null) : Comment.None;
    }

    private static XElement? PartLike(XElement part, Comment comment) =>
        (string?)part.Attribute("name") is { } name
            ? comment.Part(part.Name.LocalName, "name", name)
            : comment.All(part.Name.LocalName).FirstOrDefault();

    private bool IsForeign(ISymbol symbol) =>
        !packages.Any(package => SymbolEqualityComparer.Default.Equals(package.Assembly, symbol.ContainingAssembly));
}
