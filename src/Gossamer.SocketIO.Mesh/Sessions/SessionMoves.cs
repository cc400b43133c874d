using Gossamer.Mesh;
using Gossamer.SocketIO.Mesh.Requests;
using Gossamer.SocketIO.Mesh.Wire;
using Google.Protobuf;

namespace Gossamer.SocketIO.Mesh.Sessions;

/// <summary>
/// Sessions whose clients come back to another server than they were connected to.
/// <code>
/// new server                    server that has it         every other server
///  | FindSession ------------------> |                            |
///  | &lt;------- Session: id, rooms, data                            |
///  | its socket is in these rooms, and holds back what comes       |
///  | rooms are announced ------------------------------------------> | what it emits from now on goes to both
///  | TakeSession ------------------> | Fence -------------------> |
///  |                                 | &lt;------------------ Passed | what it emitted before has come
///  | &lt;------------------------ Missed, and its socket ends        |
/// </code>
/// So each event is in one of the two logs or in both, and both are in the order of each emitter.
/// </summary>
internal sealed class SessionMoves(MeshRooms mesh, MeshNode node, MeshRoomsOptions options, int maxMessageBytes, TimeProvider time)
{
    private readonly PeerRequests<SessionRequest> _searches = new(options.MaxRequests, time);
    private readonly PeerRequests<PeerRequest<Missed>> _takes = new(options.MaxRequests, time);
    private readonly PeerRequests<PeerRequest<bool>> _fences = new(options.MaxRequests, time);
    private readonly MissedPieces _pieces = new(maxMessageBytes);

    /// <summary>A client waits for each step.</summary>
    private TimeSpan Wait => options.RequestTimeout < options.SessionWait ? options.RequestTimeout : options.SessionWait;

    /// <summary>Those that this server is about to send.</summary>
    public BroadcastGate Broadcasts { get; } = new();

    /// <summary>Asks all other servers.</summary>
    public async Task<RemoteSession?> FindAsync(string ns, string pid, CancellationToken cancellation)
    {
        var peers = mesh.Peers;
        if (peers.Count == 0 || _searches.TryBegin(number => new(number, peers)) is not { } search)
            return null;
        mesh.TellOrDecline(search, peers, new() { Namespace = ns, FindSession = new() { Request = search.Number, Pid = pid } });
        await _searches.WaitAsync(search, Wait, cancellation).ConfigureAwait(false);
        return search.Found is { } found ? new RemoteSession(found.Server.Value, pid, found.Socket) : null;
    }

    /// <summary>
    /// Where a server does not confirm in time that it knows the rooms, nothing is taken: it would not be known whether the client has got
    /// all that it missed.
    /// </summary>
    public async Task<MissedEvents?> TakeAsync(string ns, RemoteSession session, string? offset, CancellationToken cancellation)
    {
        if (!await mesh.TryAnnounceAsync(ns, session.Socket.Rooms, Wait).ConfigureAwait(false) || cancellation.IsCancellationRequested)
            return null;
        await Broadcasts.SettleAsync().ConfigureAwait(false); // those from here go there before the question
        NodeId[] server = [new(session.Server)];
        if (_takes.TryBegin(number => new(number, server)) is not { } request)
            return null;
        var take = new TakeSession { Request = request.Number, Pid = session.PrivateSessionId, Offset = offset ?? "" };
        mesh.TellOrDecline(request, server, new() { Namespace = ns, TakeSession = take });
        await _takes.WaitAsync(request, Wait, cancellation).ConfigureAwait(false);
        var pieces = request.Answers.Values; // none unless all are there
        return pieces.Count > 0 && pieces.All(static piece => piece.Value.Taken)
            ? MissedPieces.Read(pieces.Select(static piece => piece.Value))
            : null;
    }

    /// <returns>Whether it was understood; null: it is about something else.</returns>
    public bool? TryHandle(NodeId from, RoomsMessage message)
    {
        switch (message.WhatCase)
        {
            case RoomsMessage.WhatOneofCase.FindSession:
                _ = Task.Run(() => TellAsync(from, message)); // handlers of the connection's end run there
                return true;
            case RoomsMessage.WhatOneofCase.Session:
                return _searches.Find(message.Session.Request)?.OnAnswer(from, message.Session.Socket) == true;
            case RoomsMessage.WhatOneofCase.TakeSession:
                _ = Task.Run(() => HandOverAsync(from, message));
                return true;
            case RoomsMessage.WhatOneofCase.Missed:
                return _takes.Find(message.Missed.Request)?.OnAnswer(from, [message.Missed], message.Missed.Last) == true;
            case RoomsMessage.WhatOneofCase.Fence:
                _ = Task.Run(() => PassAsync(from, message));
                return true;
            case RoomsMessage.WhatOneofCase.Passed:
                return _fences.Find(message.Passed.Request)?.OnAnswer(from, [true], isLast: true) == true;
            default:
                return null;
        }
    }

    private Task<bool> TellAsync(NodeId asker, RoomsMessage message)
    {
        var session = new Session { Request = message.FindSession.Request };
        if (mesh.Find(message.Namespace)?.FindSessionHere(message.FindSession.Pid) is { } socket)
            session.Socket = DescriptionCodec.Encode(socket);
        return SendAsync(asker, new() { Namespace = message.Namespace, Session = session });
    }

    private async Task HandOverAsync(NodeId asker, RoomsMessage message)
    {
        var (ns, take) = (message.Namespace, message.TakeSession);
        await Broadcasts.SettleAsync().ConfigureAwait(false); // later ones go to the asker as well
        var missed = await TryFenceAsync(ns, asker).ConfigureAwait(false)
            ? mesh.Find(ns)?.TakeSessionHere(take.Pid, take.Offset.Length == 0 ? null : take.Offset)
            : null;
        foreach (var piece in _pieces.Of(ns, take.Request, missed))
        {
            if (!await SendAsync(asker, piece).ConfigureAwait(false))
                return;
        }
    }

    private async Task PassAsync(NodeId asker, RoomsMessage message)
    {
        await Broadcasts.SettleAsync().ConfigureAwait(false); // the sign goes behind them
        await SendAsync(asker, new() { Namespace = message.Namespace, Passed = new() { Request = message.Fence.Request } })
            .ConfigureAwait(false);
    }

    /// <summary>What the asker emitted before it asked has come before its question.</summary>
    /// <returns>Whether all that other servers emitted before they knew of the rooms there has come.</returns>
    private async Task<bool> TryFenceAsync(string ns, NodeId asker)
    {
        NodeId[] peers = [.. mesh.Peers.Where(peer => peer != asker)];
        if (peers.Length == 0)
            return true;
        if (_fences.TryBegin(number => new(number, peers)) is not { } fence)
            return false;
        mesh.TellOrDecline(fence, peers, new() { Namespace = ns, Fence = new() { Request = fence.Number } });
        await _fences.WaitAsync(fence, Wait / 2, CancellationToken.None).ConfigureAwait(false);
        return fence.Answers.Missing.Count == 0;
    }

    private Task<bool> SendAsync(NodeId peer, RoomsMessage message) =>
        node.SendToNodeAsync(peer, MeshRooms.Channel, message.ToByteArray());
}
