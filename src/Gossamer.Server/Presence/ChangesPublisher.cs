using Gossamer.Mesh;
using Gossamer.Server.Connections;
using Gossamer.Server.Limits;
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
    private readonly LimitMetrics _metrics;

    // These belong to the round under way, and there is one at a time.
    private readonly UserListPacket _list;
    private readonly ListBudget _budget;
    private UserSnapshot _told;

    public ChangesPublisher(
        IOnlineUsers users, PresenceOptions options, LimitMetrics metrics, TimeProvider time, ILogger<ChangesPublisher> logger,
        PresenceMetrics? presence = null)
        : base("changes", users, options, presence, time, logger) =>
        (_metrics, _told, _list, _budget) = (metrics, users.Current, new(options), new(options));

    protected override bool IsIdle => _subscribers.IsEmpty;

    /// <summary>Makes a connection one that gets a list, then changes. Follow it by <see cref="RoundPublisher.Signal"/>.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="isNewcomer">It has had no list yet.</param>
    public void Subscribe(IConnection connection, bool isNewcomer) =>
        _subscribers.Set(connection, new Subscriber { IsNewcomer = isNewcomer });

    public void Unsubscribe(IConnection connection) => _subscribers.Remove(connection);

    protected override NextRound Round(TimeSpan now)
    {
        var users = Users.Current;
        var changes = users.ChangesSince(_told);
        var packet = changes.IsEmpty ? null : EncodedPacket.FromFrame(PresenceFrame.Write(changes.Joined, changes.Left));
        _told = users;
        var isTooLarge = packet?.Frame.Length > Options.MaxListBytes;
        var told = 0;
        var result = new ListRound(now + Options.Window);
        foreach (var (connection, subscriber) in _subscribers.All)
        {
            if (packet is null && !subscriber.NeedsList)
                continue;
            subscriber.NeedsList |= isTooLarge;
            if (connection.WaitingBytes > Options.LagBytes)
            {
                subscriber.NeedsList = true;
                result.Wait(now + Options.Window);
            }
            else if (subscriber.NeedsList)
                SendList(connection, subscriber, users, now, ref result);
            else if (connection.Send(packet!))
                told++;
            else
                subscriber.NeedsList = true; // away, perhaps to come back
        }

        _budget.Spend(isNewcomer: true, now, result.BytesToNewcomers);
        _budget.Spend(isNewcomer: false, now, result.BytesToOthers);
        Sent(result.BytesToNewcomers + result.BytesToOthers + ((long)told * (packet?.Frame.Length ?? 0)));
        if (told + result.Lists > 0)
            Logger.ClientsTold(told + result.Lists, changes.Joined.Count, changes.Left.Count, result.Lists);
        var next = result.Next(now);
        return told > 0 ? next with { NotBefore = result.Window } : next;
    }

    private void SendList(IConnection connection, Subscriber subscriber, UserSnapshot users, TimeSpan now, ref ListRound result)
    {
        var isNewcomer = subscriber.IsNewcomer;
        if (now < _budget.DueFor(isNewcomer))
            result.Wait(_budget.DueFor(isNewcomer));
        else if (!_list.TryGet(users, now, out var list))
        {
            if (!subscriber.IsRefused)
                subscriber.IsRefused = ListTooLargeFrame.Send(connection, users.Count, Options.MaxListBytes, _metrics);
            result.Wait(result.Window + Options.MaxWindow);
        }
        else if (connection.Send(list))
        {
            (subscriber.NeedsList, subscriber.IsNewcomer, subscriber.IsRefused) = (false, false, false);
            result.Sent(isNewcomer, list.Frame.Length);
        }
    }

    private sealed class Subscriber
    {
        /// <summary>What the client has, if anything, is not what the round before told.</summary>
        public bool NeedsList { get; set; } = true;

        public bool IsNewcomer { get; set; }

        /// <summary>It was told that the list is too large, which comes when it is small enough again.</summary>
        public bool IsRefused { get; set; }
    }
}
