namespace Gossamer.SocketIO.Mesh.Requests;

/// <summary>What waits of clients' answers to other servers' questions, in bytes, on its way to all of them.</summary>
internal sealed class AnswerBudget
{
    private const long Most = 64 * 1024 * 1024;

    private long _taken;

    /// <returns>False: there is no room for it.</returns>
    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) <= Most)
            return true;
        Return(bytes);
        return false;
    }

    public void Return(long bytes) => Interlocked.Add(ref _taken, -bytes);
}
