using Gossamer.Mesh;
using Gossamer.Server.Connections;
using Gossamer.SocketIO;

namespace Gossamer.Server.Presence;

/// <summary>
/// Sends a client one list and from then on only who joined and left since: each round finds the difference between the users of the
/// round before and those of now, so that who left and came back in between is not mentioned. After a round every client knows the
/// same, except those that lag: these get a new list when they have taken what waits.
/// </summary>
internal sealed class ChangesPublisher : RoundPublisher
{
    private readonly Subscribers<Subscriber> _subscribers = new();

    // These belong to the round under way, and there is one at a time.
    private readonly UserListPacket _list = new();
    private UserSnapshot _told;

    public ChangesPublisher(IOnlineUsers users, PresenceOptions options, TimeProvider time, ILogger<ChangesPublisher> logger)
        : base(users, options, time, logger) =>
        _told = users.Current;

    protected override bool IsIdle => _subscribers.IsEmpty;

    /// <summary>
    /// Makes a connection a newcomer: it gets a list in the next round, then changes. Follow it by <see cref="RoundPublisher.Signal"/>.
    /// </summary>
    public void Subscribe(IConnection connection) => _subscribers.Set(connection, new Subscriber());

    public void Unsubscribe(IConnection connection) => _subscribers.Remove(connection);

    protected override NextRound Round(TimeSpan now)
    {
        var users = Users.Current;
        var changes = users.ChangesSince(_told);
        var packet = changes.IsEmpty ? null : EncodedPacket.FromFrame(PresenceFrame.Write(changes.Joined, changes.Left));
        _told = users;
        var (told, lists, lagging) = (0, 0, 0);
        foreach (var (connection, subscriber) in _subscribers.All)
        {
            if (packet is null && !subscriber.NeedsList)
                continue;
            if (connection.WaitingBytes > Options.LagBytes)
            {
                subscriber.NeedsList = true;
                lagging++;
            }
            else if (subscriber.NeedsList)
            {
                if (connection.Send(_list.Of(users)))
                    (subscriber.NeedsList, lists) = (false, lists + 1);
            }
            else if (connection.Send(packet!))
                told++;
            else
                subscriber.NeedsList = true; // away, perhaps to come back
        }

        if (told + lists > 0)
            Logger.ClientsTold(told + lists, changes.Joined.Count, changes.Left.Count, lists);
        var window = now + Options.Window;
        return new NextRound(told + lists > 0 ? window : now, lagging > 0 ? window : null);
    }

    private sealed class Subscriber
    {
        /// <summary>What the client has, if anything, is not what the round before told.</summary>
        public bool NeedsList { get; set; } = true;
    }
}
