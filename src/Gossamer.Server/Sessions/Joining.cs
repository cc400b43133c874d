using Gossamer.Server.Chat;
using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>
/// Two ways by which messages come to a connection while its session moves here: those that the old server still gets, which it tells
/// in order, and those that reach this server directly. The latter are held back until the former have ended, so that order holds;
/// what came both ways is sent once.
/// </summary>
internal sealed class Joining(Func<EncodedPacket, bool> send, RecentKeys had, Action<Joining> over)
{
    private const int MaxHeld = 1000;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _had = new(StringComparer.Ordinal);
    private readonly HashSet<MessageKey> _told = [];
    private readonly List<EncodedPacket> _held = [];
    private bool _isOver;

    /// <summary>What the client has, or is about to get, of before.</summary>
    public void Had(IEnumerable<EncodedPacket> packets)
    {
        lock (_gate)
            foreach (var packet in packets)
                NoteHad(packet);
    }

    /// <summary>Messages that the client has had at the other server, and for how many seconds, in case they are repeated.</summary>
    public void Remember(IReadOnlyList<ulong> keys, IReadOnlyList<uint> seconds) => had.Restore(keys, seconds);

    /// <summary>A message that reached this server directly.</summary>
    public bool Send(EncodedPacket packet)
    {
        lock (_gate)
        {
            if (_isOver)
                return send(packet);
            _held.Add(packet);
            if (_held.Count >= MaxHeld)
                Flush();
            return true;
        }
    }

    /// <summary>A message that the old server got, or had kept.</summary>
    public void Tell(EncodedPacket packet)
    {
        lock (_gate)
            if (NoteHad(packet))
                send(packet);
    }

    /// <summary>The old server gets no more.</summary>
    public void End()
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

    private bool NoteHad(EncodedPacket packet)
    {
        if (!_had.Add(packet.Offset!))
            return false;
        if (MessageKey.Of(packet.Frame.Span) is { } key)
        {
            _told.Add(key);
            had.TryAdd(key);
        }

        return true;
    }

    /// <summary>Without what came from the old server too, be it as the sender's repetition.</summary>
    private void Flush()
    {
        foreach (var packet in _held)
            if (_had.Add(packet.Offset!) && !(MessageKey.Of(packet.Frame.Span) is { } key && _told.Contains(key)))
                send(packet);
        _held.Clear();
    }
}
