using Gossamer.Mesh;
using Gossamer.SocketIO.Mesh.Requests;
using Gossamer.SocketIO.Mesh.Wire;
using Google.Protobuf;

namespace Gossamer.SocketIO.Mesh;

/// <content>What other servers say. Called on the threads of their links, in the order of each.</content>
internal sealed partial class MeshRooms
{
    private bool OnMessage(NodeId from, ReadOnlySpan<byte> payload)
    {
        RoomsMessage message;
        try
        {
            message = RoomsMessage.Parser.ParseFrom(payload);
        }
        catch (InvalidProtocolBufferException)
        {
            return Malformed(from);
        }

        switch (message.WhatCase)
        {
            case RoomsMessage.WhatOneofCase.Broadcast:
                Find(message.Namespace)?.DeliverHere(message.Broadcast);
                return true;
            case RoomsMessage.WhatOneofCase.Change:
                Expect(message.Namespace, message.Change.Join);
                return Find(message.Namespace)?.TryApplyHere(message.Change) != false || Malformed(from);
            case RoomsMessage.WhatOneofCase.Fetch:
                return TryAnswerFetch(from, message);
            case RoomsMessage.WhatOneofCase.Sockets:
                var pieces = message.Sockets;
                return _fetches.Find(pieces.Request)?.OnAnswer(from, pieces.Sockets_.Select(DescriptionCodec.Decode), pieces.Last) == true;
            case RoomsMessage.WhatOneofCase.ServerEvent:
                return HandleServerEvent(from, message);
            case RoomsMessage.WhatOneofCase.ServerAnswer:
                OnServerAnswer(from, message.ServerAnswer);
                return true;
            case RoomsMessage.WhatOneofCase.Count:
                return TryAnswerCount(from, message);
            case RoomsMessage.WhatOneofCase.Counts:
                var counts = message.Counts;
                return _counts.Find(counts.Request)?.OnAnswer(from, [counts], counts.Last) == true;
            case RoomsMessage.WhatOneofCase.Question:
                return TryAskClients(from, message);
            case RoomsMessage.WhatOneofCase.Answers:
                return _clientQuestions.Find(message.Answers.Request)?.OnAnswers(from, message.Answers) == true;
            default:
                return _sessions.TryHandle(from, message) ?? Malformed(from);
        }
    }

    private bool TryAskClients(NodeId asker, RoomsMessage message)
    {
        var question = message.Question;
        if (question.Broadcast is null)
            return Malformed(asker);
        var answer = new ClientsAnswer(_node, asker, message.Namespace, question.Request, _maxMessageBytes, _answerBudget);
        if (Find(message.Namespace) is { } adapter)
            return adapter.TryAskHere(question, answer) || Malformed(asker);
        answer.End(); // nobody is here
        return true;
    }

    private bool HandleServerEvent(NodeId from, RoomsMessage message)
    {
        if (Find(message.Namespace) is { } adapter)
            return adapter.TryHandleHere(from, message.ServerEvent);
        if (message.ServerEvent.Request != 0)
            Answer(from, message.Namespace, message.ServerEvent.Request, ReadOnlyMemory<byte>.Empty);
        return true;
    }

    private void OnServerAnswer(NodeId from, Wire.ServerAnswer answer)
    {
        if (_serverQuestions.Find(answer.Request) is not { } request)
            return;
        if (answer.Json.IsEmpty)
            request.OnDeclined(from);
        else
            request.OnAnswer(from, [answer.Json.Memory], isLast: true);
    }

    private bool TryAnswerFetch(NodeId asker, RoomsMessage message)
    {
        var sockets = Find(message.Namespace)?.DescribeHere(message.Fetch.Target) ?? [];
        return _answers.TryBegin(asker, _pieces.Of(message.Namespace, message.Fetch.Request, sockets));
    }

    private bool TryAnswerCount(NodeId asker, RoomsMessage message)
    {
        var (ns, count) = (message.Namespace, message.Count);
        var adapter = Find(ns);
        return _answers.TryBegin(asker, count.Rooms
            ? _pieces.Of(ns, count.Request, () => adapter?.RoomsHere() ?? [])
            : Pieces.Of(ns, count.Request, () => adapter?.CountHere(count.Target) ?? 0));
    }

    private bool Malformed(NodeId from)
    {
        if (_malformed.TryTake(out var unsaid))
            _log.Malformed(from, unsaid);
        return false;
    }

    /// <summary>A namespace that nobody here has joined has nobody to be meant.</summary>
    internal MeshAdapter? Find(string ns) =>
        Volatile.Read(ref _server) is { } server && server.TryGetNamespace(ns, out var found) ? found.Adapter as MeshAdapter : null;
}
