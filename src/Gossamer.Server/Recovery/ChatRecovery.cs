using Gossamer.Mesh;
using Gossamer.Server.Connections;
using Gossamer.Server.Identity;
using Gossamer.Server.Limits;
using Gossamer.SocketIO;

namespace Gossamer.Server.Recovery;

/// <summary>
/// Socket.IO's connection state recovery by the mesh: finds who a returning client is, wherever its session was, and has what it missed by
/// the time its CONNECT is answered. A client that cannot have everything starts anew, and still gets what there is once it says who it is
/// (<see cref="Socket.UnrecoveredOffset"/>).
/// </summary>
internal sealed class ChatRecovery(
    IChatMesh mesh, ChatCounters counters, ConnectionLimit limit, ConnectionShares shares, EventLimits rates, IUserAccess access,
    ReturnGuard guard)
    : IConnectionRecovery
{
    public bool Serves(string ns) => ns == "/" && mesh.KeepsSessions;

    public async ValueTask<RecoveredConnection?> RecoverAsync(RecoveryRequest request, CancellationToken cancellation)
    {
        var address = ClientAddress.Of(request.Handshake.RemoteAddress);
        if (!rates.MayReturn(address))
            return null; // all servers would be asked; the client may still say who it is
        // Who it is comes first: who may not be anybody learns nothing of whom a session is.
        var client = Introduction.Of(request.Handshake, request.Auth, request.Query);
        if ((await access.AuthenticateAsync(client, cancellation)).Identity is not { } identity
            || await mesh.LocateAsync(request.PrivateSessionId) is not { } located || !identity.MayBe(located.User)
            || await guard.AdmitAsync(located.User, request.Offset) is not { } offset || cancellation.IsCancellationRequested)
            return null;
        var outlet = new SocketOutlet(located.User, counters, mesh.ProbeTimeout)
        {
            CanReturn = true, Tag = guard.TagFor(located.User),
        };
        var session = mesh.ResumeSession(located.User, outlet, ClientIdentity.Keyed(request.PrivateSessionId), offset);
        outlet.Session = session;
        cancellation.Register(session.Disconnect); // a connection that ends before its socket is there
        var others = mesh.ConnectionsOf(located.User) - 1;
        var ofAddress = Math.Min(others, shares.Of(located.User, address)) - 1; // one may be its own, not yet found dead
        if (!limit.AllowsMore(others, ofAddress)) // counted after it has come, so that many at once do not pass together
        {
            session.Leave();
            return null;
        }

        session.Description = located.Description;
        if (await IsCompleteAsync(outlet, cancellation) is not { } isComplete)
            return null;
        if (isComplete)
            return Recovered(new(session, outlet, SessionDescription.Read(located.Description.Span)), identity);
        session.Leave();
        return null;
    }

    private static RecoveredConnection Recovered(RecoveredSession session, ConnectionIdentity identity) =>
        new() { Data = new AdmittedClient(identity, session) };

    /// <returns>Null: the client has gone before that was known; its session waits for it.</returns>
    private static async Task<bool?> IsCompleteAsync(SocketOutlet outlet, CancellationToken cancellation)
    {
        try
        {
            return await outlet.Begun.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
