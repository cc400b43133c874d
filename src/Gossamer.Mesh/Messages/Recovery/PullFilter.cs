namespace Gossamer.Mesh;

/// <summary>Which of a stream's entries and keys answer a pull.</summary>
internal readonly struct PullFilter(PullRequest request, Origin self)
{
    internal bool Takes(in StreamEntry entry) =>
        entry.Number > request.Position.NumberOf(entry.Origin)
        && (!entry.IsForThisServerOnly || request.Writer == entry.Origin || request.IsEverything)
        && IsWanted(entry.Origin);

    internal bool Takes(KeyPlace place) => IsWanted(place.Origin);

    internal bool IsWanted(Origin origin) => request.IsOwn || origin == self || !request.Heard.Contains(origin);
}
