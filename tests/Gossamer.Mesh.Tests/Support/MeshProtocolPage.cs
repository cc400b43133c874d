using Gossamer.Tests;

namespace Gossamer.Mesh.Tests;

/// <summary>docs/mesh-protocol.md, from which others build: what it says of numbers must be so.</summary>
internal static class MeshProtocolPage
{
    private static readonly string Text = Repository.Read("docs/mesh-protocol.md");

    /// <summary>The page has that, as code.</summary>
    internal static void Names(string value) => Says($"`{value}`");

    /// <summary>The page has these words, however its lines are broken.</summary>
    internal static void Says(string words) =>
        string.Join(' ', Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Contains(words, StringComparison.Ordinal)
            .ShouldBeTrue($"docs/mesh-protocol.md lacks: {words}");
}
