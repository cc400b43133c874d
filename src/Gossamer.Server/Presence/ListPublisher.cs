using Gossamer.Server.Connections;
using Gossamer.SocketIO;

namespace Gossamer.Server.Presence;

/// <summary>
/// Sends the user list to the clients that want it: the first change at once, then at most one list to a client in a window, and always,
/// in the end, the list as it then is. Works in rounds. A round encodes the list once and sends it to whoever does not have it yet:
/// to newcomers in every round, to the others when the budget allows.
/// </summary>
internal sealed class ListPublisher : RoundPublisher
{
    private readonly Subscribers<Subscriber> _subscribers = new();

    // These belong to the round under way, and there is one at a time.
    private readonly UserListPacket _list = new();
    private TimeSpan _lastForAll;
    private TimeSpan _dueForAll;

    public ListPublisher(IOnlineUsers users, PresenceOptions options, TimeProvider time, ILogger<ListPublisher> logger)
        : base(users, options, time, logger)
    {
    }

    protected override bool IsIdle => _subscribers.IsEmpty;

    /// <summary>
    /// Makes a connection a newcomer: it gets a list in the next round, even if it is one that it had. Follow it by
    /// <see cref="RoundPublisher.Signal"/>.
    /// </summary>
    public void Subscribe(IConnection connection) => _subscribers.Set(connection, new Subscriber());

    public void Unsubscribe(IConnection connection) => _subscribers.Remove(connection);

    protected override NextRound Round(TimeSpan now)
    {
        var packet = _list.Of(Users.Current);
        var isForAll = now >= _dueForAll;
        var (sent, waiting, lagging) = (0, 0, 0);
        foreach (var (connection, subscriber) in _subscribers.All)
        {
            if (ReferenceEquals(subscriber.Has, packet))
                continue;
            if (subscriber.Has is not null && !isForAll)
                waiting++;
            else if (connection.WaitingBytes > Options.LagBytes)
                lagging++;
            else if (connection.Send(packet))
            {
                subscriber.Has = packet;
                sent++;
            }
        }
        if (sent > 0)
        {
            Spend(now, isForAll, (long)packet.Frame.Length * sent);
            Logger.ClientsUpdated(sent, packet.Frame.Length);
        }
        var window = now + Options.Window;
        return new NextRound(sent > 0 ? window : now, lagging > 0 ? window : waiting > 0 ? _dueForAll : null);
    }

    private void Spend(TimeSpan now, bool isForAll, long bytes)
    {
        var cost = TimeSpan.FromSeconds((double)bytes / Options.ListBytesPerSecond);
        if (isForAll)
        {
            _lastForAll = now;
            _dueForAll = now + (cost > Options.Window ? cost : Options.Window);
        }
        else
            _dueForAll += cost;
        var latest = _lastForAll + Options.MaxWindow;
        if (_dueForAll > latest)
            _dueForAll = latest;
    }

    private sealed class Subscriber
    {
        /// <summary>The list that this client was last sent; null for a newcomer.</summary>
        public EncodedPacket? Has { get; set; }
    }
}
