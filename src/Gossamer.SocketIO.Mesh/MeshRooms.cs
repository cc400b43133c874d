using Gossamer.Mesh;
using Gossamer.SocketIO.Mesh.Requests;
using Gossamer.SocketIO.Mesh.Sessions;
using Gossamer.SocketIO.Mesh.Wire;
using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gossamer.SocketIO.Mesh;

/// <summary>Where the adapters of all namespaces meet the mesh: messages to the other servers, and theirs to the namespace they name.
/// </summary>
internal sealed partial class MeshRooms
{
    internal const string Channel = "socket.io";

    private readonly MeshNode _node;
    private readonly MeshRoomsOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<MeshRooms> _log;
    private readonly PeerRequests<PeerRequest<SocketDescription>> _fetches;
    private readonly PeerRequests<PeerRequest<ReadOnlyMemory<byte>>> _serverQuestions;
    private readonly PeerRequests<ClientsRequest> _clientQuestions;
    private readonly PeerRequests<PeerRequest<Counts>> _counts;
    private readonly PiecedAnswers _answers;
    private readonly AnswerBudget _answerBudget = new();
    private readonly Pieces _pieces;
    private readonly SessionMoves _sessions;
    private readonly RepeatedLines _unconfirmed;
    private readonly RepeatedLines _malformed;
    private readonly int _maxMessageBytes;
    private SocketIOServer? _server;

    public MeshRooms(
        MeshNode node, IOptions<MeshOptions> mesh, IOptions<MeshRoomsOptions> options, TimeProvider time, ILogger<MeshRooms> log)
    {
        (_node, _options, _time, _log) = (node, options.Value, time, log);
        var bound = options.Value.MaxRequests;
        (_fetches, _serverQuestions, _clientQuestions) = (new(bound, time), new(bound, time), new(bound, time));
        _maxMessageBytes = mesh.Value.MaxMessageBytes;
        (_counts, _answers, _pieces) = (new(bound, time), new(node), new(mesh.Value.MaxMessageBytes));
        (_unconfirmed, _malformed) = (new(time), new(time));
        _sessions = new(this, node, options.Value, _maxMessageBytes, time);
        node.OnNodeMessage(Channel, OnMessage);
    }

    /// <summary>Sessions whose clients come back to another server.</summary>
    public SessionMoves Sessions => _sessions;

    public MeshAdapter CreateAdapter(Namespace ns)
    {
        _server = ns.Server;
        return new(ns, this);
    }

    /// <summary>Tells these servers, of <see cref="PeersWith"/>. That one did not confirm it is told to the log.</summary>
    public void Broadcast(string ns, EncodedPacket packet, BroadcastTarget target, IReadOnlyList<NodeId> peers)
    {
        if (peers.Count == 0)
            return;
        var payload = new RoomsMessage { Namespace = ns, Broadcast = BroadcastCodec.Encode(packet, target) }.ToByteArray();
        foreach (var peer in peers)
            _ = LogUnlessConfirmedAsync(ns, peer, _node.SendToNodeAsync(peer, Channel, payload, isUnhurried: true));
    }

    /// <summary>
    /// Tells these servers, of <see cref="PeersWith"/>, of a change, and all others that rooms may get members by it; waits for their
    /// receipts.
    /// </summary>
    public async Task<ServersReached> ChangeAsync(string ns, Change change, IReadOnlyList<NodeId> peers)
    {
        Expect(ns, change.Join);
        var announced = change.Join.Count == 0 ? Task.CompletedTask : AnnounceAsync(ns, change.Join);
        var reached = await TellAsync(new RoomsMessage { Namespace = ns, Change = change }, peers).ConfigureAwait(false);
        await announced.ConfigureAwait(false);
        return reached;
    }

    /// <summary>Has all other servers know that the rooms have members here.</summary>
    public Task AnnounceAsync(string ns, IEnumerable<string> rooms) => TryAnnounceAsync(ns, rooms, _options.RequestTimeout);

    /// <summary>The same within that time.</summary>
    /// <returns>Whether all know.</returns>
    public async Task<bool> TryAnnounceAsync(string ns, IEnumerable<string> rooms, TimeSpan timeout)
    {
        try
        {
            var missing = await _node.AnnounceRoomsAsync(rooms.Select(room => RoomKey.Of(ns, room)))
                .WaitAsync(timeout, _time).ConfigureAwait(false);
            return missing.Count == 0;
        }
        catch (TimeoutException) // a server that is stopped holds nobody up for longer
        {
            return false;
        }
    }

    /// <summary>Tells all other servers, and waits for their receipts.</summary>
    public Task<ServersReached> TellAsync(RoomsMessage message) => TellAsync(message, Peers);

    private async Task<ServersReached> TellAsync(RoomsMessage message, IReadOnlyList<NodeId> peers)
    {
        var payload = message.ToByteArray();
        var confirmed = await Task.WhenAll(peers.Select(peer => ConfirmAsync(_node.SendToNodeAsync(peer, Channel, payload))))
            .ConfigureAwait(false);
        string[] missing = [.. peers.Where((_, index) => !confirmed[index]).Select(static peer => peer.Value)];
        return new(1 + peers.Count - missing.Length, missing);
    }

    /// <summary>Asks these servers, of <see cref="PeersWith"/>, for their sockets that are meant.</summary>
    public Task<PeerAnswers<SocketDescription>> FetchAsync(
        string ns, BroadcastTarget target, IReadOnlyList<NodeId> peers, CancellationToken cancellation) => AskAsync(
        _fetches,
        peers,
        number => new() { Namespace = ns, Fetch = new() { Request = number, Target = TargetCodec.Encode(target) } },
        cancellation);

    /// <summary>Asks these servers, of <see cref="PeersWith"/>, how many of their sockets are meant, or are in each room.</summary>
    public Task<PeerAnswers<Counts>> CountAsync(
        string ns, BroadcastTarget target, IReadOnlyList<NodeId> peers, bool rooms, CancellationToken cancellation) => AskAsync(
        _counts,
        peers,
        number => new() { Namespace = ns, Count = new() { Request = number, Target = TargetCodec.Encode(target), Rooms = rooms } },
        cancellation);

    /// <summary>Asks the handlers of all other servers.</summary>
    public Task<PeerAnswers<ReadOnlyMemory<byte>>> AskAsync(string ns, ByteString json) => AskAsync(
        _serverQuestions,
        Peers,
        number => new() { Namespace = ns, ServerEvent = new() { Request = number, Json = json } },
        CancellationToken.None);

    /// <summary>Asks the clients that are meant, of other servers.</summary>
    /// <param name="ns">The namespace.</param>
    /// <param name="question">What to ask; gets its number here.</param>
    /// <param name="peers">Which servers, of <see cref="PeersWith"/>.</param>
    /// <param name="answers">Takes what they answer.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>The servers that did not say whom they asked.</returns>
    public async Task<IReadOnlyList<NodeId>> AskClientsAsync(
        string ns,
        Question question,
        IReadOnlyList<NodeId> peers,
        IClientAnswers answers,
        TimeSpan timeout,
        CancellationToken cancellation)
    {
        if (peers.Count == 0 || _clientQuestions.TryBegin(number => new(number, peers, answers)) is not { } request)
            return peers;
        question.Request = request.Number;
        TellOrDecline(request, peers, new() { Namespace = ns, Question = question });
        await _clientQuestions.WaitAsync(request, timeout, cancellation).ConfigureAwait(false);
        return request.Missing;
    }

    /// <summary>Brings the answer of a handler here to the server that asked.</summary>
    public void Answer(NodeId asker, string ns, ulong request, ReadOnlyMemory<byte> json)
    {
        var message = new RoomsMessage
        {
            Namespace = ns,
            ServerAnswer = new() { Request = request, Json = UnsafeByteOperations.UnsafeWrap(json) },
        };
        _ = Task.Run(() => AnswerAsync(asker, message)); // the caller may be the link's thread
    }

    /// <summary>Where the answer does not go, for its size say, the asker need not wait for it.</summary>
    private async Task AnswerAsync(NodeId asker, RoomsMessage message)
    {
        if (await _node.SendToNodeAsync(asker, Channel, message.ToByteArray()).ConfigureAwait(false) || message.ServerAnswer.Json.IsEmpty)
            return;
        message.ServerAnswer.Json = ByteString.Empty;
        await _node.SendToNodeAsync(asker, Channel, message.ToByteArray()).ConfigureAwait(false);
    }

    private async Task<PeerAnswers<T>> AskAsync<T>(
        PeerRequests<PeerRequest<T>> requests,
        IReadOnlyList<NodeId> peers,
        Func<ulong, RoomsMessage> question,
        CancellationToken cancellation)
    {
        if (peers.Count == 0 || requests.TryBegin(number => new(number, peers)) is not { } request)
            return new PeerAnswers<T>([], peers);
        TellOrDecline(request, peers, question(request.Number));
        await requests.WaitAsync(request, _options.RequestTimeout, cancellation).ConfigureAwait(false);
        return request.Answers;
    }

    internal void TellOrDecline(IPeerRequest request, IReadOnlyList<NodeId> peers, RoomsMessage question)
    {
        var payload = question.ToByteArray();
        foreach (var peer in peers)
            _ = TellOrDeclineAsync(request, peer, payload);
    }

    private async Task TellOrDeclineAsync(IPeerRequest request, NodeId peer, byte[] payload)
    {
        if (!await _node.SendToNodeAsync(peer, Channel, payload).ConfigureAwait(false))
            request.OnDeclined(peer);
    }

    private async Task<bool> ConfirmAsync(Task<bool> sending)
    {
        try
        {
            return await sending.WaitAsync(_options.RequestTimeout, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task LogUnlessConfirmedAsync(string ns, NodeId peer, Task<bool> sending)
    {
        if (!await sending.ConfigureAwait(false) && _unconfirmed.TryTake(out var unsaid))
            _log.BroadcastUnconfirmed(peer, ns, unsaid);
    }
}
