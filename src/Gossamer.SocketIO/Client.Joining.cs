using System.Diagnostics.CodeAnalysis;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.Packets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Gossamer.SocketIO;

/// <content>The way into a namespace: checks, recovery, the application's welcome.</content>
internal sealed partial class Client
{
    private PendingJoins? _pending; // most connections never need it
    private CancellationTokenSource? _gone; // nor this

    /// <summary>Reading goes on while a check takes its time: a client that waits for its answer has heartbeats to give.</summary>
    private ValueTask HoldPackets(string ns, ValueTask joining) => joining.IsCompletedSuccessfully
        ? ValueTask.CompletedTask
        : (_pending ??= new PendingJoins(_server.Options.MaxWaitingEvents)).Hold(ns, WatchAsync(joining));

    [SuppressMessage("Design", "CA1031", Justification = "Nobody awaits it: here is the last place where a fault can be told.")]
    private async Task WatchAsync(ValueTask joining)
    {
        try
        {
            await joining.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            _server.Log.JoinFailed(e, _session.Id);
            Close(CloseReason.TransportError);
        }
    }

    private async ValueTask JoinAsync(string name, string? query, ConnectPayload auth)
    {
        var allQuery = query is null ? Handshake.Query : new MergedQuery(QueryHelpers.ParseQuery(query), Handshake.Query);
        if (CanRecover && _server.Options.Recovery is { } recovery
            && await TryResumeAsync(name, auth, allQuery, recovery).ConfigureAwait(false))
            return;
        if (!_server.Namespaces.TryEnter(name, ns => Enter(ns, auth, allQuery), out var socket))
        {
            Send(ConnectReply.Refuse(_session.Protocol, name, ConnectRefusal.InvalidNamespace));
            return;
        }

        if (_session.IsClosed)
        {
            socket.End(ClosedBy, this); // the end came before the socket was where it is looked for
            return;
        }

        if (await _server.CheckAsync(socket).ConfigureAwait(false) is { } refusal)
        {
            Send(ConnectReply.Refuse(_session.Protocol, name, refusal));
            socket.End(DisconnectReason.ServerNamespaceDisconnect);
        }
        else if (socket.TryWelcome(ConnectReply.Accept(_session.Protocol, name, socket.Id, socket.PrivateSessionId)))
        {
            Welcome(socket);
        }
    }

    private async ValueTask<bool> TryResumeAsync(string name, ConnectPayload auth, IQueryCollection query, RecoveryOptions recovery)
    {
        if (auth.GetString("pid") is not { } pid || auth.GetString("offset") is not { } offset)
            return false;
        if (!_server.Recoverable!.TryTake(pid, name, out var socket))
        {
            await _server.FetchAsync(pid, name, Gone()).ConfigureAwait(false); // it may also have come without being asked for
            if (!_server.Recoverable.TryTake(pid, name, out socket))
                return false;
        }

        if (!await MayResumeAsync(socket, auth, query, recovery).ConfigureAwait(false) || !socket.TryResume(this, offset))
        {
            socket.GiveUp();
            return false;
        }

        Track(socket);
        if (_session.IsClosed)
            socket.End(ClosedBy, this);
        else
            Welcome(socket);
        return true;
    }

    /// <summary>Cancelled when the connection has ended.</summary>
    private CancellationToken Gone()
    {
        var gone = Interlocked.CompareExchange(ref _gone, new CancellationTokenSource(), null) ?? _gone;
        if (_session.IsClosed)
            _ = gone.CancelAsync();
        return gone.Token;
    }

    /// <summary>Checked by what the client gives now: what it gave when it first came may hold no more.</summary>
    private async ValueTask<bool> MayResumeAsync(Socket socket, ConnectPayload auth, IQueryCollection query, RecoveryOptions recovery)
    {
        socket.Introduce(Handshake, auth, query);
        return !recovery.RunMiddleware || await _server.CheckAsync(socket).ConfigureAwait(false) is null;
    }

    /// <summary>
    /// Runs the application's handlers. The socket's own events wait for them; the connection's other packets do not, answers to
    /// what the handlers ask the client among them.
    /// </summary>
    private void Welcome(Socket socket)
    {
        Interlocked.Exchange(ref _connectTimeout, null)?.Dispose();
        socket.HoldEvents(_server.WelcomeAsync(socket));
    }

    private Socket Enter(Namespace ns, ConnectPayload auth, IQueryCollection query)
    {
        var socket = new Socket(SocketId(ns.Name), ns, this, auth, query);
        if (CanRecover)
            socket.MakeRecoverable();
        ns.Add(socket);
        Track(socket);
        return socket;
    }
}
