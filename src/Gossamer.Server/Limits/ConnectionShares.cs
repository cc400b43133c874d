using Gossamer.Mesh;
using Gossamer.SocketIO;

namespace Gossamer.Server.Limits;

/// <summary>
/// How many connections of a user come from one address; those that may come back still count. Asked when somebody identifies or goes,
/// never for a message.
/// </summary>
internal sealed class ConnectionShares(TimeSpan window, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly KeyedCounts<(UserName User, ClientAddress Address)> _held = new();
    private readonly Queue<((UserName User, ClientAddress Address) Key, long Since)> _lost = new();

    public int Of(UserName user, ClientAddress address)
    {
        lock (_gate)
        {
            ForgetLost();
            return _held[(user, address)];
        }
    }

    public void Add(UserName user, ClientAddress address)
    {
        lock (_gate)
            _held.Add((user, address));
    }

    /// <param name="user">Whose connection has ended.</param>
    /// <param name="address">Where it came from.</param>
    /// <param name="mayReturn">Its session stays for the window.</param>
    public void Remove(UserName user, ClientAddress address, bool mayReturn)
    {
        lock (_gate)
        {
            ForgetLost();
            if (mayReturn && window > TimeSpan.Zero)
                _lost.Enqueue(((user, address), time.GetTimestamp()));
            else
                _held.Remove((user, address));
        }
    }

    private void ForgetLost()
    {
        while (_lost.TryPeek(out var oldest) && time.GetElapsedTime(oldest.Since) >= window)
            _held.Remove(_lost.Dequeue().Key);
    }
}
