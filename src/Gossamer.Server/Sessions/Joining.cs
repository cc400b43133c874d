using Gossamer.Server.Chat;
using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>
/// Two ways by which messages come to a connection while its session moves here: those that the old server still gets, which it tells
/// in order, and those that reach this server directly. The latter are held back until the former have ended, so that order holds;
/// what came both ways is sent once.
/// </summary>
/// <param name="send">To the connection.</param>
/// <param name="had">What the connection has had.</param>
/// <param name="over">Hears of the end.</param>
/// <param name="wasSent">Whether the connection was sent the message of that offset lately.</param>
internal sealed class Joining(Func<EncodedPacket, bool> send, RecentKeys had, Action<Joining> over, Predicate<string> wasSent) : ITold
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _had = new(StringComparer.Ordinal);
    private readonly HashSet<MessageKey> _told = [];
    private readonly HashSet<MessageKey> _remembered = [];
    private readonly HeldBack _held = new();
    private int _tellers = 1;
    private bool _isOver;

    /// <summary>What the client has, or is about to get, of before.</summary>
    public void Had(IEnumerable<EncodedPacket> packets)
    {
        lock (_gate)
            foreach (var packet in packets)
                if (_had.Add(packet.Offset!) && MessageKey.Of(packet.Frame.Span) is { } key)
                {
                    _told.Add(key);
                    had.TryAddTold(key);
                }
    }

    /// <summary>
    /// Messages that the client has had at the other server, or is about to be told by it, and for how many seconds, in case they are
    /// repeated.
    /// </summary>
    public void Remember(IReadOnlyCollection<(ulong Key, uint Age)> elsewhere)
    {
        lock (_gate)
        {
            had.Restore(elsewhere);
            foreach (var (key, _) in elsewhere)
                _remembered.Add(new MessageKey(key));
        }
    }

    /// <summary>A message that reached this server directly.</summary>
    public bool Send(EncodedPacket packet)
    {
        lock (_gate)
        {
            if (_isOver)
                return send(packet);
            _held.AddDirect(packet);
            if (_held.IsFull)
                Flush();
            return true;
        }
    }

    /// <summary>
    /// The same for one that its sender may repeat. Whether it is known and whether it is held back are one step: told meanwhile by the old
    /// server, it would look as if it had been sent.
    /// </summary>
    public bool SendOnce(EncodedPacket packet, MessageKey key)
    {
        lock (_gate)
            return !had.TryAdd(key) || Send(packet);
    }

    /// <inheritdoc/>
    /// <remarks>Also after the end: what comes late is better than what does not come. By then messages go past this one.</remarks>
    public void Tell(EncodedPacket packet)
    {
        lock (_gate)
        {
            if (_isOver || !_held.KeepsPlaces)
            {
                TellNow(packet);
                return;
            }

            _held.AddTold(packet);
            if (_held.IsFull)
                Flush();
        }
    }

    /// <inheritdoc/>
    public void KeepPlace(EncodedPacket packet)
    {
        lock (_gate)
        {
            if (_isOver || _had.Contains(packet.Offset!))
                return;
            _held.KeepPlace(packet);
            if (_held.IsFull)
                Flush();
        }
    }

    /// <summary>Another server tells too: the end is when both have ended. False: it is over already.</summary>
    public bool TryShare()
    {
        lock (_gate)
        {
            if (!_isOver)
                _tellers++;
            return !_isOver;
        }
    }

    /// <inheritdoc/>
    public void End()
    {
        lock (_gate)
            if (--_tellers > 0)
                return;
        Finish();
    }

    /// <summary>Sends what is held back, whoever still tells.</summary>
    public void Finish()
    {
        lock (_gate)
        {
            if (_isOver)
                return;
            Flush();
            _isOver = true;
        }

        over(this);
    }

    private void TellNow(EncodedPacket packet)
    {
        if (_had.Add(packet.Offset!) && !(_isOver && wasSent(packet.Offset!)) && IsNew(packet))
            send(packet);
    }

    /// <summary>
    /// The client has not had it here, under another offset: its sender may have repeated it. One that is held back is told now.
    /// </summary>
    private bool IsNew(EncodedPacket packet)
    {
        if (MessageKey.Of(packet.Frame.Span) is not { } key)
            return true;
        var isNew = had.TryAddTold(key);
        return _told.Add(key) && (isNew || _held.HasDirect(key));
    }

    private void Flush()
    {
        foreach (var (packet, isTold) in _held.All())
        {
            if (isTold)
                TellNow(packet);
            else if (_had.Add(packet.Offset!) && !IsTold(packet))
                send(packet);
        }

        _held.Clear();
    }

    /// <summary>It came from the old server too, or had come there before, be it as the sender's repetition.</summary>
    private bool IsTold(EncodedPacket packet) =>
        MessageKey.Of(packet.Frame.Span) is { } key && (!_told.Add(key) || _remembered.Contains(key));
}
