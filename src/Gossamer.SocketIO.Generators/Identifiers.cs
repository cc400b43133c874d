using Microsoft.CodeAnalysis.CSharp;

namespace Gossamer.SocketIO.Generators;

/// <summary>Names in code.</summary>
internal static class Identifiers
{
    /// <summary>A name that may be a keyword.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
            ? "@" + name
            : name;
}
