using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>One of several who tell the same: each ends once, however often it says so.</summary>
internal sealed class Teller(ITold all, Action end) : ITold
{
    private int _isOver;

    /// <inheritdoc/>
    public void Tell(EncodedPacket packet) => all.Tell(packet);

    /// <inheritdoc/>
    public void KeepPlace(EncodedPacket packet) => all.KeepPlace(packet);

    /// <inheritdoc/>
    public void End()
    {
        if (Interlocked.Exchange(ref _isOver, 1) == 0)
            end();
    }
}
