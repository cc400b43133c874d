namespace Gossamer.Mesh.Simulation;

/// <summary>The one queue of all that will happen, and the true time, in units of 100 ns. Nothing happens outside of it.</summary>
internal sealed class Timeline
{
    private readonly PriorityQueue<Action, Moment> _events = new();

    internal long Now { get; private set; }

    internal long Events { get; private set; }

    internal void Add(Moment moment, Action action) => _events.Enqueue(action, moment);

    internal void RunFor(TimeSpan time) => RunUntil(Now + time.Ticks);

    internal void RunUntil(long end)
    {
        while (_events.TryPeek(out var next, out var moment) && moment.Time <= end)
        {
            _events.Dequeue();
            Now = Math.Max(Now, moment.Time);
            Events++;
            next();
        }

        Now = end;
    }
}
