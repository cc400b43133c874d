using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Gossamer.ApiPages.Comments;

/// <summary>The XML comment of a symbol, with what it inherits.</summary>
/// <param name="Parts">The elements directly in it, <c>inheritdoc</c> replaced.</param>
/// <param name="Origin">A symbol of another library that it is inherited from; that library's comments are not here.</param>
internal sealed record Comment(IReadOnlyList<XElement> Parts, ISymbol? Origin)
{
    internal static Comment None { get; } = new([], null);

    internal XElement? Summary => Parts.FirstOrDefault(static part => part.Name == "summary");

    /// <summary>The part of a name, of those with an attribute the one where it has this value.</summary>
    internal XElement? Part(string name, string attribute, string value) =>
        Parts.FirstOrDefault(part => part.Name == name && (string?)part.Attribute(attribute) == value);

    internal IEnumerable<XElement> All(string name) => Parts.Where(part => part.Name == name);

    /// <summary>What this lacks is the other's; both may name exceptions.</summary>
    internal Comment Or(Comment other) => new([.. Parts, .. other.Parts.Where(IsNew)], Summary is null ? Origin ?? other.Origin : null);

    private bool IsNew(XElement part) => !Parts.Any(own => own.Name == part.Name
        && (string?)own.Attribute("name") == (string?)part.Attribute("name")
        && (string?)own.Attribute("cref") == (string?)part.Attribute("cref"));
}
