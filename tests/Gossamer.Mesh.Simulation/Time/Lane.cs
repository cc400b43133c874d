namespace Gossamer.Mesh.Simulation;

/// <summary>A source of events whose order among themselves is the order in which they were put in.</summary>
internal sealed class Lane(Timeline timeline, long id)
{
    private long _number;

    internal long Id => id;

    internal long Now => timeline.Now;

    internal void After(long delay, Action action) => At(timeline.Now + delay, action);

    internal void At(long time, Action action) => timeline.Add(new(time, id, _number++), action);
}
