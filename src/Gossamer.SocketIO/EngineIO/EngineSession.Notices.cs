namespace Gossamer.SocketIO.EngineIO;

/// <content>What the application can hear of a session beside its messages.</content>
internal sealed partial class EngineSession
{
    private SessionNotice? _drained; // most connections never need them
    private SessionNotice? _upgraded;

    /// <summary>All that waited has been written.</summary>
    public SessionNotice Drained => Get(ref _drained);

    /// <summary>An upgrade has ended: a WebSocket carries the session.</summary>
    public SessionNotice Upgraded => Get(ref _upgraded);

    private static SessionNotice Get(ref SessionNotice? notice) =>
        Volatile.Read(ref notice) ?? Interlocked.CompareExchange(ref notice, new SessionNotice(), null) ?? notice;
}
