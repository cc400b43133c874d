using Gossamer.Mesh.Wire;

namespace Gossamer.Mesh;

/// <summary>
/// Measures a link by its heartbeats: each tells the speaker's clock, and echoes what the other's last one told and how long ago that came.
/// Only differences on one server's own clock are taken, so clocks need not agree.
/// </summary>
internal sealed class RoundTrip(TimeProvider time)
{
    private const long MicrosecondsPerSecond = 1_000_000;
    private const int MaxUnanswered = 64;

    private readonly OrderedLock _gate = new(LockRank.Leaf);
    private readonly long _start = time.GetTimestamp();
    private readonly Queue<(ulong Clock, ulong Number)> _sent = []; // heartbeats that are not answered yet
    private ulong _peerClock; // 0: nothing heard on this link
    private ulong _peerClockAt;
    private TimeSpan? _last;

    private ulong Now => (ulong)((time.GetTimestamp() - _start) * ((double)MicrosecondsPerSecond / time.TimestampFrequency)) + 1; // never 0

    /// <summary>The latest; null before the first, and when the link has ended.</summary>
    internal TimeSpan? Last
    {
        get
        {
            using (_gate.EnterScope())
                return _last;
        }
    }

    /// <summary>
    /// The last number that this server had given to a message when it sent the latest heartbeat that the peer has answered: whatever the
    /// peer has told, it told after that.
    /// </summary>
    internal ulong NumberHeard { get; private set; }

    internal void OnHeartbeat(Heartbeat heartbeat, bool isForThisLife)
    {
        using (_gate.EnterScope())
        {
            var now = Now;
            if (isForThisLife && heartbeat.Echo != 0)
                Answered(heartbeat.Echo);
            (_peerClock, _peerClockAt) = (heartbeat.Clock, now);
            // Whatever a peer says, it cannot have been heard before it was told.
            if (isForThisLife && heartbeat.Echo != 0 && heartbeat.Echo + heartbeat.Held <= now)
                _last = TimeSpan.FromMicroseconds(now - heartbeat.Echo - heartbeat.Held);
        }
    }

    internal void Write(Heartbeat heartbeat)
    {
        using (_gate.EnterScope())
        {
            var now = Now;
            heartbeat.Clock = now;
            _sent.Enqueue((now, heartbeat.LastNumber));
            if (_sent.Count > MaxUnanswered)
                _sent.Dequeue();
            if (_peerClock == 0)
                return;
            heartbeat.Echo = _peerClock;
            heartbeat.Held = (uint)Math.Min(uint.MaxValue, now - _peerClockAt);
        }
    }

    private void Answered(ulong clock)
    {
        while (_sent.TryPeek(out var sent) && sent.Clock <= clock)
            NumberHeard = _sent.Dequeue().Number;
    }

    /// <summary>The link has ended, or a new one has begun.</summary>
    internal void Reset()
    {
        using (_gate.EnterScope())
            (_peerClock, _last) = (0, null);
    }
}
