using Gossamer.Mesh;
using Gossamer.Server.Connections;
using Gossamer.Server.Groups;
using Gossamer.Server.Identity;
using Gossamer.Server.Limits;
using Gossamer.SocketIO;

namespace Gossamer.Server.Recovery;

/// <summary>
/// Socket.IO's connection state recovery by the mesh: how a client comes back at any server. Its CONNECT is answered once the messages that
/// it missed are here; they follow the answer. A client that cannot have all of them starts anew, and still gets those that there are once
/// it identifies (<see cref="Socket.UnrecoveredOffset"/>). The path, a file for each step: "A client that comes back" in
/// docs/architecture.md.
/// </summary>
internal sealed class ChatRecovery(
    IChatMesh mesh, ChatCounters counters, ConnectionLimit limit, ConnectionShares shares, EventLimits rates, IUserAccess access,
    ReturnGuard guard,
    ClosedRooms closed, TimeProvider time)
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
        var description = SessionDescription.Read(located.Description.Span);
        var outlet = new SocketOutlet(located.User, counters, mesh.ProbeTimeout, time)
        {
            CanReturn = true, Tag = guard.TagFor(located.User), Features = description.Features,
        };
        var returning = ClientIdentity.Keyed(request.PrivateSessionId) with { Rooms = closed.OpenOf(located.Rooms) };
        var session = mesh.ResumeSession(located.User, outlet, returning, offset);
        outlet.Session = session;
        cancellation.Register(session.Disconnect); // a connection that ends before its socket is there
        var others = mesh.ConnectionsOf(located.User) - 1;
        var ofAddress = Math.Min(others, shares.Of(located.User, address)) - 1; // this client's last connection may still count
        if (!limit.AllowsMore(others, ofAddress)) // counted after it has come, so that many at once do not pass together
        {
            session.Leave();
            return null;
        }

        session.Description = located.Description;
        if (await IsCompleteAsync(outlet, cancellation) is not { } isComplete)
            return null;
        if (isComplete)
            return Recovered(new(session, outlet, description), identity);
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
            return await outlet.Completeness.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
