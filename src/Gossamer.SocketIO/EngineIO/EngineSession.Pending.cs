namespace Gossamer.SocketIO.EngineIO;

/// <content>
/// Until when a session is in the small table of those that nobody uses (<see cref="Limits.PendingSessions"/>): until its client says
/// something, where clients have to begin (CONNECT); elsewhere until it is there, and be it only to listen.
/// </content>
internal sealed partial class EngineSession
{
    /// <summary>Its client has polled, or its WebSocket is open.</summary>
    public void OnContinued()
    {
        if (_handler is { ClientSpeaksFirst: false })
            _table.OnUsed(this);
    }

    private void LeavePending(EnginePacketType type)
    {
        if (type == EnginePacketType.Message)
            _table.OnUsed(this);
        else
            OnContinued();
    }
}
