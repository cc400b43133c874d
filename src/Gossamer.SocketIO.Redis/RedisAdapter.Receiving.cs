using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Gossamer.SocketIO.Redis.Requests;
using Gossamer.SocketIO.Redis.Wire;

namespace Gossamer.SocketIO.Redis;

/// <content>What other servers say. Broadcasts and requests come one after another, in the order in which Redis sends them.</content>
internal sealed partial class RedisAdapter
{
    /// <summary>At once: each holds the sockets that it is about. The others wait for their turns.</summary>
    private const int MaxAnswers = 16;

    private readonly SemaphoreSlim _turns = new(MaxAnswers);

    public void OnMessage(string channel, ReadOnlyMemory<byte> message)
    {
        if (Volatile.Read(ref _isClosed))
            return; // another adapter may be there for the namespace
        if (_channels.RoomOf(channel) is { } room)
            OnBroadcast(channel, room, message);
        else if (channel == _channels.Request)
            OnRequest(channel, message);
    }

    public void OnResponse(string channel, ReadOnlyMemory<byte> message)
    {
        var isShort = message.Length <= _rooms.Options.MaxMessageBytes;
        if (isShort && ClientQuestionCodec.IsOfType(message.Span, ClientQuestionCodec.Answer))
        {
            OnClientAnswer(channel, message.Span);
            return;
        }

        if (!isShort || !RequestCodec.TryReadObject(message, out var response) || !TryReadHead(response, out var id, out var server))
        {
            _rooms.Malformed(channel);
            return;
        }

        if (_rooms.ClientQuestions.Find(id) is { } clients)
            OnClientCount(clients, response);
        else if (_rooms.Questions.Find(id) is { } question)
            question.OnAnswer([new(server, ResponseCodec.ReadData(response))]);
        else if (_rooms.Fetches.Find(id) is { } fetch)
            OnSockets(channel, response, server, fetch);
    }

    private static bool TryReadHead(JsonElement response, out string id, out string server)
    {
        (id, server) = ("", "");
        try
        {
            id = RequestCodec.Text(response, "requestId") ?? "";
            server = RequestCodec.Text(response, "uid") ?? ServerNames.Unknown;
            return id.Length > 0;
        }
        catch (InvalidOperationException)
        {
            return false; // text that is no UTF-8, or half of a surrogate pair
        }
    }

    private void OnSockets(string channel, JsonElement response, string server, Pending<RemoteAnswer<SocketDescription>> fetch)
    {
        try
        {
            if (ResponseCodec.ReadSockets(response) is { } sockets)
            {
                fetch.OnAnswer(sockets.Select(socket => new RemoteAnswer<SocketDescription>(server, socket)));
                return;
            }
        }
        catch (InvalidOperationException)
        {
            // text that is no UTF-8, or half of a surrogate pair
        }

        _rooms.Malformed(channel);
    }

    private void OnBroadcast(string channel, string room, ReadOnlyMemory<byte> message)
    {
        if (room.Length > 0 && !LocalSockets(BroadcastTarget.All with { Rooms = [room] }).Any())
            return; // most rooms have nobody here
        if (BroadcastCodec.TryReadUid(message.Span, out var uid) && uid == _rooms.Uid)
            return;
        if (message.Length > _rooms.Options.MaxMessageBytes || !BroadcastCodec.TryDecode(message.Span, out var broadcast))
            _rooms.Malformed(channel);
        else if (broadcast.Namespace == Namespace.Name)
            DeliverHere(broadcast);
    }

    /// <summary>Where connections are recovered, each server does it for its own sockets: the event gets an offset of this one.</summary>
    private void DeliverHere(BroadcastMessage broadcast)
    {
        var offset = broadcast.Target.Volatile ? null : Namespace.Server.NewOffset(Namespace.Name);
        var packet = PacketCodec.Write(Namespace.Encoder, broadcast, offset);
        _ = base.BroadcastAsync(packet, broadcast.Target).AsTask(); // it has ended: what goes into outboxes waits for nothing
    }

    private void OnRequest(string channel, ReadOnlyMemory<byte> message)
    {
        var isShort = message.Length <= _rooms.Options.MaxMessageBytes;
        if (isShort && ClientQuestionCodec.IsOfType(message.Span, ClientQuestionCodec.Question))
        {
            if (!TryAskHere(message))
                _rooms.Malformed(channel);
        }
        else if (!isShort || !RequestCodec.TryDecode(message, out var request))
        {
            _rooms.Malformed(channel);
        }
        else if (request.Uid != _rooms.Uid && !TryServe(request))
        {
            _rooms.Malformed(channel);
        }
    }

    /// <summary>Does to the sockets here what another server asks for: what the application may here, and nothing else.</summary>
    private bool TryServe(RequestMessage request)
    {
        switch (request.Type)
        {
            case RequestType.RemoteJoin when TryFindTarget(request, out var target):
                return request.Rooms.All(IsAllowed) && Do(request, () => JoinLocal(target, request.Rooms));
            case RequestType.RemoteLeave when TryFindTarget(request, out var target):
                return request.Rooms.All(IsAllowed) && Do(request, () => LeaveLocal(target, request.Rooms));
            case RequestType.RemoteDisconnect when TryFindTarget(request, out var target):
                return Do(request, () => DisconnectLocal(target, request.Close));
            case RequestType.RemoteFetch when request is { Target: { } target, Id: { } id }:
                Answer(request, () => AnswerOf(id, target));
                return true;
            case RequestType.ServerSideEmit:
                return TryHandleHere(request);
            case RequestType.Sockets when request.Id is { } id:
                Answer(request, () => ResponseCodec.SocketIds(id, _rooms.Uid, IdsIn(request.Rooms)));
                return true;
            case RequestType.AllRooms when request.Id is { } id:
                Answer(request, () => ResponseCodec.Rooms(id, _rooms.Uid, Rooms.Concat(IdsIn([]))));
                return true;
            default:
                return !Enum.IsDefined(request.Type); // of later versions
        }
    }

    /// <summary>Old servers name one socket, and wait for an answer if it is here.</summary>
    private static bool TryFindTarget(RequestMessage request, [NotNullWhen(true)] out BroadcastTarget? target)
    {
        target = request.Target;
        if (target is null && request.SocketId is { } id)
            target = BroadcastTarget.All with { Rooms = [id], Local = true };
        return target is not null;
    }

    private bool Do(RequestMessage request, Action change)
    {
        if (request.Target is null && !Namespace.TryGetSocket(request.SocketId!, out _))
            return true;
        change();
        if (request is { Target: null, Id: { } id })
            Answer(request, () => ResponseCodec.Done(id, _rooms.Uid));
        return true;
    }

    private bool TryHandleHere(RequestMessage request)
    {
        Action<ReadOnlyMemory<byte>>? answer = request.Id is not { } id ? null : json =>
        {
            if (!json.IsEmpty) // who has no handler says nothing, as in Node
                Answer(request, () => ResponseCodec.ServerSideEmit(id, _rooms.Uid, json));
        };
        if (request.Data.ValueKind == JsonValueKind.Undefined)
            return false;
        var array = System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(request.Data).ToArray();
        return ServerSideEvent.TryCreate(Namespace, request.Uid.Length > 0 ? request.Uid : ServerNames.Unknown, array, answer)
            is { } created && TryHandle(created);
    }

    /// <summary>Writes and publishes an answer on another thread: what comes next waits for this one.</summary>
    private void Answer(RequestMessage request, Func<byte[]?> write)
    {
        if (Interlocked.Increment(ref _answering) > _rooms.Options.MaxRequests)
        {
            Interlocked.Decrement(ref _answering);
            _rooms.NotAnswered(Namespace.Name);
            return;
        }

        _ = Task.Run(async () =>
        {
            await _turns.WaitAsync().ConfigureAwait(false);
            try
            {
                if (write() is { } answer && answer.Length <= _rooms.Options.MaxMessageBytes)
                    await _rooms.PublishAsync(Namespace.Name, ResponseChannel(request.Uid), answer).ConfigureAwait(false);
                else
                    _rooms.NotAnswered(Namespace.Name);
            }
            finally
            {
                _turns.Release();
                Interlocked.Decrement(ref _answering);
            }
        });
    }

    private string ResponseChannel(string asker) => _rooms.Options.PublishOnSpecificResponseChannel && asker.Length > 0
        ? _channels.ResponseTo(asker)
        : _channels.Response;

    /// <summary>What is too large goes without what clients and the application gave.</summary>
    private byte[] AnswerOf(string id, BroadcastTarget target)
    {
        var answer = ResponseCodec.Sockets(id, _rooms.Uid, DescribeLocal(target), isBare: false);
        return answer.Length <= _rooms.Options.MaxMessageBytes
            ? answer
            : ResponseCodec.Sockets(id, _rooms.Uid, DescribeLocal(target), isBare: true);
    }

    private IEnumerable<string> IdsIn(IReadOnlyList<string> rooms) =>
        LocalSockets(BroadcastTarget.All with { Rooms = [.. rooms] }).Select(static socket => socket.Id);
}
