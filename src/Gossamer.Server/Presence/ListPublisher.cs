using Gossamer.Server.Connections;
using Gossamer.Server.Limits;
using Gossamer.SocketIO;

namespace Gossamer.Server.Presence;

/// <summary>
/// Sends the user list to the clients that want it: the first change at once, then at most one list to a client in a window, and always,
/// in the end, the list as it then is. Works in rounds. A round encodes the list once, for newcomers and all others, and sends it to
/// whoever does not have it yet and may have one by the <see cref="ListBudget"/>.
/// </summary>
internal sealed class ListPublisher : RoundPublisher
{
    private readonly Subscribers<Subscriber> _subscribers = new();
    private readonly LimitMetrics _metrics;

    // These belong to the round under way, and there is one at a time.
    private readonly UserListPacket _list;
    private readonly ListBudget _budget;

    public ListPublisher(
        IOnlineUsers users, PresenceOptions options, LimitMetrics metrics, TimeProvider time, ILogger<ListPublisher> logger,
        PresenceMetrics? presence = null)
        : base("list", users, options, presence, time, logger) =>
        (_metrics, _list, _budget) = (metrics, new(options), new(options));

    protected override bool IsIdle => _subscribers.IsEmpty;

    /// <summary>Makes a connection one that gets lists. Follow it by <see cref="RoundPublisher.Signal"/>.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="isNewcomer">It has had no list yet, and does not wait for the others' next one.</param>
    public void Subscribe(IConnection connection, bool isNewcomer) =>
        _subscribers.Set(connection, new Subscriber { IsNewcomer = isNewcomer });

    public void Unsubscribe(IConnection connection) => _subscribers.Remove(connection);

    protected override NextRound Round(TimeSpan now)
    {
        var users = Users.Current;
        var result = new ListRound(now + Options.Window);
        foreach (var (connection, subscriber) in _subscribers.All)
        {
            if (_list.IsCurrent(subscriber.Has, users))
                continue;
            var isNewcomer = subscriber.IsNewcomer;
            if (now < _budget.DueFor(isNewcomer))
                result.Wait(_budget.DueFor(isNewcomer));
            else if (!_list.TryGet(users, now, out var packet))
                Refuse(connection, subscriber, users.Count, ref result);
            else if (ReferenceEquals(subscriber.Has, packet))
                continue;
            else if (connection.WaitingBytes > Options.LagBytes)
                result.Wait(now + Options.Window);
            else if (connection.Send(packet))
            {
                (subscriber.Has, subscriber.IsNewcomer, subscriber.IsRefused) = (packet, false, false);
                result.Sent(isNewcomer, packet.Frame.Length);
            }
        }

        _budget.Spend(isNewcomer: true, now, result.BytesToNewcomers);
        _budget.Spend(isNewcomer: false, now, result.BytesToOthers);
        Sent(result.BytesToNewcomers + result.BytesToOthers);
        if (result.Lists > 0)
            Logger.ClientsUpdated(result.Lists, result.LargestBytes);
        return result.Next(now);
    }

    /// <summary>Told once; the list comes when it is small enough again.</summary>
    private void Refuse(IConnection connection, Subscriber subscriber, int users, ref ListRound result)
    {
        if (!subscriber.IsRefused)
            subscriber.IsRefused = ListTooLargeFrame.Send(connection, users, Options.MaxListBytes, _metrics);
        result.Wait(result.Window + Options.MaxWindow);
    }

    private sealed class Subscriber
    {
        /// <summary>The list that this client was last sent.</summary>
        public EncodedPacket? Has { get; set; }

        public bool IsNewcomer { get; set; }

        /// <summary>It was told that the list is too large.</summary>
        public bool IsRefused { get; set; }
    }
}
