namespace Gossamer.Mesh;

/// <content>What a peer may say of other servers' messages: no more than those have told themselves, while they are linked.</content>
internal sealed partial class MeshMessages
{
    // Heartbeats tell the last number every second, and a link is found dead in five: no server accepts more in that time.
    private const ulong MaxUntold = 1 << 21;

    public bool IsKnown(Origin life) =>
        life == Self || life == Self.Copies || Lives.Of(life) is not null || Lives.Of(life.Copies) is not null;

    public bool IsAhead(Origin life, ulong number) => Lives.Of(life) is { IsLinked: true } known && number > known.LastNumber;

    /// <summary>A server brings messages: it has told the numbers of its own.</summary>
    /// <param name="peer">The server.</param>
    /// <param name="life">Its life.</param>
    /// <param name="entries">What it brings.</param>
    /// <param name="last">Its last number for the user, as it says.</param>
    internal void OnOwnNumbers(NodeId peer, Origin life, IEnumerable<StreamEntry> entries, ulong last)
    {
        last = RecoveryCodec.LastNumber(last);
        foreach (var entry in entries)
            if (entry.Origin == life)
                last = Math.Max(last, entry.Number);
        OnNumber(peer, last);
    }

    /// <summary>Whether there is anything of the user here, or some server lists it.</summary>
    internal bool IsKnown(UserName user)
    {
        if (!_streams.TryEnter(user, out var entered))
            return IsPresent(user);
        entered.Dispose();
        return true;
    }

    /// <summary>A number that the life cannot have given, by what it has told here: far beyond that, or beyond this life's own.</summary>
    internal bool IsInvented(Origin life, ulong number) => life == Self
        ? number > LastNumber
        : Lives.Of(life) is { IsLinked: true } known && number > known.LastNumber + MaxUntold;

    /// <summary>A position that no client can have got to.</summary>
    internal bool IsInvented(Position position)
    {
        foreach (ref readonly var slot in position.Slots)
            if (IsInvented(slot.Origin, slot.Number))
                return true;
        return false;
    }

    /// <summary>An offset that no server can have written for the user; an empty one is none.</summary>
    internal bool IsInvented(string offset, UserName user) =>
        offset.Length > 0 && (!OffsetText.TryRead(offset, user, Now.Utc, out var read) || IsInvented(read.Position));
}
