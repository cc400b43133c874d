using System.Collections.Concurrent;
using Gossamer.Server.Chat;
using Gossamer.SocketIO;

namespace Gossamer.Server.Presence;

/// <summary>
/// Sends the user list to the clients that want it: the first change at once, then at most one list to a client in a window, and always,
/// in the end, the list as it then is. Works in rounds. A round encodes the list once and sends it to whoever does not have it yet:
/// to newcomers in every round, to the others when the budget allows.
/// </summary>
internal sealed class ListPublisher : IDisposable
{
    private readonly IUserNames _names;
    private readonly ListOptions _options;
    private readonly ILogger<ListPublisher> _logger;
    private readonly RoundTimer _timer;
    private readonly ConcurrentDictionary<IConnection, Subscriber> _subscribers = new();

    // These belong to the round under way, and there is one at a time.
    private EncodedPacket? _packet;
    private long _packetVersion;
    private TimeSpan _lastForAll;
    private TimeSpan _dueForAll;

    public ListPublisher(IUserNames names, ListOptions options, TimeProvider time, ILogger<ListPublisher> logger)
    {
        _names = names;
        _options = options;
        _logger = logger;
        _timer = new RoundTimer(time, RunRound);
    }

    /// <summary>
    /// Makes a connection a newcomer: it gets a list in the next round, even if it is one that it had. Follow it by <see cref="Signal"/>.
    /// </summary>
    public void Subscribe(IConnection connection) => _subscribers[connection] = new Subscriber();

    public void Unsubscribe(IConnection connection) => _subscribers.TryRemove(connection, out _);

    /// <summary>Says that names may have changed or newcomers wait. Cheap; call it from anywhere.</summary>
    public void Signal() => _timer.Signal();

    public void Dispose() => _timer.Dispose();

    private NextRound RunRound(TimeSpan now)
    {
        try
        {
            return Round(now);
        }
        catch (Exception fault) // a fault must not end the process from a timer, nor end the lists: say it and try again
        {
            _logger.RoundFailed(fault);
            return new NextRound(now + _options.Window, now + _options.Window);
        }
    }

    /// <summary>One round. Returns when the next may be, and when it must be because somebody was left with an old list.</summary>
    private NextRound Round(TimeSpan now)
    {
        var packet = CurrentPacket();
        var isForAll = now >= _dueForAll;
        var (sent, waiting) = (0, 0);
        foreach (var (connection, subscriber) in _subscribers)
        {
            if (ReferenceEquals(subscriber.Has, packet))
                continue;
            if (subscriber.Has is not null && !isForAll)
                waiting++;
            else if (connection.Send(packet))
            {
                subscriber.Has = packet;
                sent++;
            }
        }
        if (sent > 0)
        {
            Spend(now, isForAll, (long)packet.Frame.Length * sent);
            _logger.ClientsUpdated(sent, packet.Frame.Length);
        }
        return new NextRound(sent > 0 ? now + _options.Window : now, waiting > 0 ? _dueForAll : null);
    }

    private EncodedPacket CurrentPacket()
    {
        // The version first: if names change in between, the list is newer than its number says, and the next round encodes it again.
        var version = _names.Version;
        if (_packet is not null && version == _packetVersion)
            return _packet;
        var frame = UserListFrame.Write(_names.ToSorted());
        if (_packet is null || !_packet.Frame.Span.SequenceEqual(frame)) // who left and came back meanwhile is no news
            _packet = EncodedPacket.FromFrame(frame);
        _packetVersion = version;
        return _packet;
    }

    private void Spend(TimeSpan now, bool isForAll, long bytes)
    {
        var cost = TimeSpan.FromSeconds((double)bytes / _options.BytesPerSecond);
        if (isForAll)
        {
            _lastForAll = now;
            _dueForAll = now + (cost > _options.Window ? cost : _options.Window);
        }
        else
            _dueForAll += cost;
        var latest = _lastForAll + _options.MaxWindow;
        if (_dueForAll > latest)
            _dueForAll = latest;
    }

    private sealed class Subscriber
    {
        /// <summary>The list that this client was last sent; null for a newcomer.</summary>
        public EncodedPacket? Has { get; set; }
    }
}
