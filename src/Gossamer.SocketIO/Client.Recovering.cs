using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.Recovery;
using Microsoft.AspNetCore.Http;

namespace Gossamer.SocketIO;

/// <content>Recovery by the application (<see cref="IConnectionRecovery"/>).</content>
internal sealed partial class Client
{
    private const int MaxOffsetLength = 4096; // UTF-16 units

    private CancellationTokenSource? _gone; // most connections never need it

    private async ValueTask<RecoveryOutcome> RecoverAsync(string name, bool isKnown, ConnectPayload auth, IQueryCollection query)
    {
        var number = _server.NextConnectNumber();
        var (pid, offset) = (auth.GetString("pid"), auth.GetString("offset"));
        if (offset is { Length: > MaxOffsetLength })
            offset = null; // no server wrote it
        if (pid is null || offset is null || !SessionId.IsWellFormed(pid) || !isKnown)
            return new RecoveryOutcome(number, SessionId.New(), null, offset);

        var request = new RecoveryRequest
        {
            PrivateSessionId = pid, Offset = offset, Namespace = name, Handshake = Handshake, Auth = auth, Query = query,
        };
        return await _server.RecoverAsync(request, Gone()).ConfigureAwait(false) is { } connection
            ? new RecoveryOutcome(number, pid, connection, null)
            : new RecoveryOutcome(number, SessionId.New(), null, offset);
    }

    /// <summary>Cancelled when the connection has ended.</summary>
    private CancellationToken Gone()
    {
        var gone = Interlocked.CompareExchange(ref _gone, new CancellationTokenSource(), null) ?? _gone;
        if (_session.IsClosed)
            _ = gone.CancelAsync();
        return gone.Token;
    }
}
