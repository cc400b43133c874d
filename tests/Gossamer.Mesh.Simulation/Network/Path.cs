namespace Gossamer.Mesh.Simulation;

/// <summary>
/// One direction of one connection, as TCP gives it: what arrives arrives in order and none is missing before it. A cut holds
/// back what is under way until it heals; when the connection breaks the rest is lost.
/// </summary>
internal sealed class Path(Weather weather, Link link, Lane lane, Dice dice)
{
    private const double LongestRetransmission = 10;

    private readonly Queue<(long Time, Action Arrive)> _underWay = [];
    private long _lastTime;
    private bool _moving;
    private bool _isLate;
    private long _arrival; // those set before are void
    private bool _broken;
    private int _left = int.MaxValue; // how many still arrive, once broken

    internal bool IsEmpty => _underWay.Count == 0;

    internal void Send(Action arrive)
    {
        if (_broken)
            return;
        _lastTime = Math.Max(_lastTime, lane.Now + weather.Latency(dice));
        _underWay.Enqueue((_lastTime, arrive));
        if (!_moving)
            Move();
    }

    /// <summary>Nothing more is carried; of what is under way some may still arrive.</summary>
    internal void Break()
    {
        if (_broken)
            return;
        _broken = true;
        _left = dice.Chance(0.5) ? 0 : dice.Below(_underWay.Count + 1);
    }

    /// <summary>Nothing is carried any more, not even what is under way.</summary>
    internal void Lose() => (_broken, _left) = (true, 0);

    /// <summary>
    /// The cut has healed. TCP finds out when its retransmission timer fires, which after a long cut may be seconds; by then the
    /// same two servers may have another connection.
    /// </summary>
    internal void Release(bool atOnce)
    {
        if (_underWay.Count == 0 || (_moving && !_isLate))
            return;
        _isLate = !atOnce && dice.Chance(0.2);
        ArriveAt(lane.Now + weather.Latency(dice) + (_isLate ? dice.Seconds(0, LongestRetransmission).Ticks : 0));
    }

    private void Move()
    {
        if (_underWay.Count > 0)
            ArriveAt(Math.Max(lane.Now, _underWay.Peek().Time));
    }

    private void ArriveAt(long time)
    {
        _moving = true;
        var arrival = ++_arrival;
        lane.At(time, () =>
        {
            if (arrival == _arrival)
                Arrive();
        });
    }

    private void Arrive()
    {
        (_moving, _isLate) = (false, false);
        if (weather.IsCut(link))
            return; // until it is released
        var (_, arrive) = _underWay.Dequeue();
        if (_left == 0)
        {
            _underWay.Clear();
            return;
        }

        _left -= _broken ? 1 : 0;
        Move();
        arrive();
    }
}
