namespace Gossamer.SocketIO;

/// <summary>The answers of other servers to one event.</summary>
/// <param name="Values">One for each server that answered in time, in the order of arrival.</param>
/// <param name="Missing">What the adapter calls those that did not, or have no handler for the event.</param>
public sealed record ServerAnswers<T>(IReadOnlyList<T?> Values, IReadOnlyList<string> Missing)
{
    /// <summary>Whether all servers answered.</summary>
    public bool IsComplete => Missing.Count == 0;
}
