namespace Gossamer.Mesh;

/// <summary>What must hold of a logged message that a peer brings, for the user in whose stream it is said to be.</summary>
internal static class EntryRules
{
    /// <summary>Those that hold; the others are refused.</summary>
    internal static IEnumerable<StreamEntry> Checked(
        this IEnumerable<StreamEntry> entries, UserName user, IMessageFrameValidator? frames, PeerConduct conduct)
    {
        foreach (var entry in entries)
        {
            if (BreachOf(entry, user, frames) is { } breach)
                conduct.Refuse(breach);
            else
                yield return entry;
        }
    }

    private static PeerBreach? BreachOf(in StreamEntry entry, UserName user, IMessageFrameValidator? frames)
    {
        if (frames is null || (entry.Room != 0 && entry.Frame.Length == 0))
            return null;
        if (!frames.TryRead(entry.Frame, out var message) || !IsOf(message, entry, user))
            return PeerBreach.Frame;
        var isKey = entry.Key.IsNone || entry.Key == MessageKey.Of(message.From, message.Id);
        var isHash = entry.IdHash == 0 || entry.IdHash == IdHash.Of(message.Id.Value); // 0: of servers of the old system
        return isKey && isHash ? null : PeerBreach.Stamp;
    }

    /// <summary>From or to the user; or to the room of which it bears the tag: whether the user's sessions are in that they know.</summary>
    private static bool IsOf(MessageFields message, in StreamEntry entry, UserName user) => message.Room is { } room
        ? room.Tag == entry.Room
        : entry.Room == 0 && (message.From == user || message.To == user);
}
