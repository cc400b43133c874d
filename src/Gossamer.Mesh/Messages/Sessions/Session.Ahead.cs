namespace Gossamer.Mesh;

/// <content>
/// What others bring of a life that is linked here, beyond the last number which that life has told here: it waits until the life has told
/// as much, or is silent. Otherwise one server could have a client pass over another's messages.
/// </content>
internal sealed partial class Session
{
    private List<StreamEntry>? _ahead;
    private long? _aheadSince; // since when any of that waits

    /// <returns>Whether the entry is not to be offered: it waits, or the position has no room for its origin.</returns>
    private bool Withhold(in StreamEntry entry)
    {
        if (entry.Number <= _position.NumberOf(entry.Origin) || !_environment.IsAhead(entry.Origin, entry.Number))
            return !HasRoomFor(entry.Origin);
        Stream.Keep(entry);
        NoteWaiting(entry);
        _ahead ??= [];
        if (_ahead.Count < _environment.Options.MaxLogEntriesPerUser)
            _ahead.Add(entry);
        NoteAhead();
        return true;
    }

    private void NoteAhead()
    {
        _aheadSince ??= Now.Elapsed;
        _environment.Watch(this);
    }

    /// <summary>Offers what has been told since, or cannot be told any more.</summary>
    private void OfferTold()
    {
        if (_aheadSince is not { } since || Phase != SessionPhase.Live)
            return;
        var waiting = _ahead ?? [];
        (_ahead, _aheadSince) = (null, null);
        if (Now.Elapsed - since >= _environment.Times.Retention)
        {
            _inheritedLasts = _open is null ? null : _inheritedLasts;
            return; // no log has anything of that time any more
        }

        if (waiting.Count > 0)
            Apply([], waiting);
        if (_ahead is not null || _inheritedLasts is not null)
            _aheadSince = since;
    }

    /// <summary>
    /// Lives that are heard, or were, have room in a position; of others, which somebody says to have been, there may be so many.
    /// </summary>
    private bool HasRoomFor(Origin origin) =>
        _position.IndexOf(origin) >= 0 || _environment.IsKnown(origin) || _position.HasRoomFor(origin, _environment.IsOfMesh);
}
