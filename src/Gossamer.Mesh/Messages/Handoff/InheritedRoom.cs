namespace Gossamer.Mesh;

/// <summary>How much the sessions that one peer has left here may take together. Each gives its part back as it ends.</summary>
internal sealed class InheritedRoom(long maxBytes)
{
    private long _taken;

    internal bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) <= maxBytes)
            return true;
        Return(bytes);
        return false;
    }

    internal void Return(long bytes) => Interlocked.Add(ref _taken, -bytes);
}
