namespace Gossamer.Mesh;

/// <summary>Of a life that is linked here nobody brings copies but that life itself.</summary>
internal static class CopyRules
{
    /// <summary>Those that hold; the others are refused.</summary>
    internal static IEnumerable<StreamEntry> OfTheirServer(
        this IEnumerable<StreamEntry> entries, NodeId speaker, PeerLives lives, PeerConduct conduct)
    {
        foreach (var entry in entries)
        {
            if (entry.Room != 0 && lives.Of(entry.Origin.Copies) is { IsLinked: true } life && life.Id != speaker)
                conduct.Refuse(PeerBreach.Number);
            else
                yield return entry;
        }
    }
}
