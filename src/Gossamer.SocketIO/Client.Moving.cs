using Gossamer.SocketIO.EngineIO;

namespace Gossamer.SocketIO;

/// <content>Recovery by the library of a client that was connected to another server.</content>
internal sealed partial class Client
{
    /// <summary>The client says to have been connected, and not here: another server may have its session, for this socket.</summary>
    private ValueTask<MissedEvents?> TakeSessionAsync(Socket socket, ConnectPayload auth)
    {
        if (!CanRecover || auth.GetString("pid") is not { } pid || !SessionId.IsWellFormed(pid))
            return default;
        var offset = auth.GetString("offset");
        return offset is { Length: > MaxOffsetLength } ? default : _server.TakeSessionAsync(socket, pid, offset, Gone());
    }

    private bool TryWelcomeBack(Socket socket, MissedEvents? missed, ConnectPayload auth) =>
        missed is not null && socket.TryWelcomeBack(this, missed, auth.GetString("offset"));
}
