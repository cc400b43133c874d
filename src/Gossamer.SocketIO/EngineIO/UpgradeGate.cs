namespace Gossamer.SocketIO.EngineIO;

/// <summary>Lets one upgrade through at a time; one that succeeds never leaves.</summary>
internal sealed class UpgradeGate
{
    private const int Closed = 0;
    private const int Accepted = 1;
    private const int Probed = 2;

    private int _state;

    /// <summary>The probe has come: polls are answered at once, so that the client can pause polling.</summary>
    public bool IsProbed => Volatile.Read(ref _state) >= Probed;

    public bool TryEnter() => Interlocked.CompareExchange(ref _state, Accepted, Closed) == Closed;

    /// <summary>A full fence: whoever begins to poll sees this, or is seen by the one who then wakes the polls.</summary>
    public void Probe() => Interlocked.Exchange(ref _state, Probed);

    /// <summary>The upgrade failed; the session stays where it is and may try again.</summary>
    public void Leave() => Volatile.Write(ref _state, Closed);
}
