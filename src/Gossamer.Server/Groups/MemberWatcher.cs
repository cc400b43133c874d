using Gossamer.Server.Connections;

namespace Gossamer.Server.Groups;

/// <summary>One connection that hears who is in a room, and what it was told last.</summary>
internal sealed class MemberWatcher(IConnection connection, MemberMode mode)
{
    private string[]? _told;
    private bool _isToldTooLarge;

    /// <returns>False: its outbox is too full; it is told how things stand in a later round.</returns>
    public bool Tell(MemberFrames frames, long lagBytes)
    {
        if (connection.WaitingBytes > lagBytes)
            return false;
        if (frames.Names is not { } names)
        {
            if (!_isToldTooLarge)
                connection.Send(frames.TooLarge);
            (_told, _isToldTooLarge) = (null, true);
            return true;
        }

        _isToldTooLarge = false;
        if (_told is { } told && told.AsSpan().SequenceEqual(names))
            return true;
        connection.Send(mode == MemberMode.Changes && _told is { } before ? frames.ChangesSince(before) : frames.List);
        _told = names;
        return true;
    }
}
