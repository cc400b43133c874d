using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>One of several who tell the same: each ends once, however often it says so.</summary>
internal sealed class Teller(Action<EncodedPacket> tell, Action end) : ITold
{
    private int _isOver;

    /// <inheritdoc/>
    public void Tell(EncodedPacket packet) => tell(packet);

    /// <inheritdoc/>
    public void End()
    {
        if (Interlocked.Exchange(ref _isOver, 1) == 0)
            end();
    }
}
