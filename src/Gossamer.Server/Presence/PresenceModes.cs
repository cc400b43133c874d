using Gossamer.Server.Connections;

namespace Gossamer.Server.Presence;

/// <summary>What each connection hears of who is there: one mode at a time, each with its own publisher.</summary>
internal sealed class PresenceModes(ListPublisher lists, ChangesPublisher changes, WatchPublisher watches)
{
    /// <summary>
    /// Gives a connection a mode, from the start even if it is the one that it had. Follow it by <see cref="Signal"/>.
    /// </summary>
    /// <param name="connection">The connection.</param>
    /// <param name="mode">The mode.</param>
    /// <param name="isNewcomer">It is its first one.</param>
    public void Subscribe(IConnection connection, PresenceMode mode, bool isNewcomer)
    {
        Unsubscribe(connection);
        switch (mode)
        {
            case PresenceMode.List:
                lists.Subscribe(connection, isNewcomer);
                break;
            case PresenceMode.Changes:
                changes.Subscribe(connection, isNewcomer);
                break;
            case PresenceMode.Watched:
                watches.Subscribe(connection);
                break;
        }
    }

    public void Unsubscribe(IConnection connection)
    {
        lists.Unsubscribe(connection);
        changes.Unsubscribe(connection);
        watches.Unsubscribe(connection);
    }

    /// <summary>Says that names may have changed or newcomers wait. Cheap; call it from anywhere.</summary>
    public void Signal()
    {
        lists.Signal();
        changes.Signal();
        watches.Signal();
    }
}
