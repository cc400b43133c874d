using System.Globalization;
using Gossamer.Mesh;
using Gossamer.Server.Chat;
using Gossamer.Server.Connections;
using Gossamer.Server.Json;
using Gossamer.SocketIO;

namespace Gossamer.Server.Http;

/// <summary>
/// <c>GET /api/connections?after=&amp;limit=&amp;user=</c>, for operators: the connections of this server that have joined the chat, page
/// by page in the order of their ids, which logs name them by.
/// <code>
/// {"id":"server-1","total":2,"connections":[{"id":"x7Tn1a2b","user":"Anna","transport":"websocket","eio":4,"address":"10.0.0.9",
/// "since":1767225600000,"rooms":2,"waitingBytes":0}],"next":null}
/// </code>
/// <c>user</c>: null before it identified; <c>next</c>: the next page's <c>after</c>, null on the last. Refusals are 400.
/// </summary>
internal sealed class ConnectionsEndpoint(MeshNode node, ChatSessions sessions, OperatorAccess access)
{
    private const int StandardLimit = 100;
    private const int MaxLimit = 1_000;

    public Task AnswerAsync(HttpContext context) => access.GuardAsync(context, AnswerAllowedAsync);

    private Task AnswerAllowedAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var limit = StandardLimit;
        if (query.TryGetValue("limit", out var asked)
            && !(int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= MaxLimit))
            return JsonAnswer.Refuse(context, StatusCodes.Status400BadRequest, "bad-limit",
                $"limit is a whole number from 1 to {MaxLimit}");
        UserName? user = null;
        if (query.TryGetValue("user", out var name))
        {
            if (!UserName.TryCreate(name, out var named, out var problem))
                return JsonAnswer.Refuse(context, StatusCodes.Status400BadRequest, "bad-name", "user: " + problem);
            user = named;
        }

        return JsonAnswer.Write(context, Write(query["after"].ToString(), limit, user));
    }

    private byte[] Write(string after, int limit, UserName? user)
    {
        var page = PageOf(after, limit + 1, user);
        var isMore = page.Count > limit;
        var output = JsonOutput.Begin().Raw("""{"id":"""u8).Text(node.Id.Value)
            .Raw(""","total":"""u8).Number(sessions.Count).Raw(""","connections":["""u8);
        for (var i = 0; i < page.Count && i < limit; i++)
            Write(i == 0 ? output : output.Raw(","u8), page[i]);
        output.Raw("""],"next":"""u8);
        return (isMore ? output.Text(page[limit - 1].Connection.Id) : output.Raw("null"u8)).Raw("}"u8).Take();
    }

    /// <summary>The first ones behind an id, sorted. No more than a page is kept, whatever number there is.</summary>
    private List<ChatSession> PageOf(string after, int count, UserName? user)
    {
        var first = new PriorityQueue<ChatSession, string>(count + 1, LastFirst);
        foreach (var session in sessions.All)
        {
            if (string.CompareOrdinal(session.Connection.Id, after) <= 0 || (user is not null && session.User != user))
                continue;
            first.Enqueue(session, session.Connection.Id);
            if (first.Count > count)
                first.Dequeue();
        }

        return [.. first.UnorderedItems.OrderBy(static item => item.Priority, StringComparer.Ordinal).Select(static item => item.Element)];
    }

    private static readonly IComparer<string> LastFirst =
        Comparer<string>.Create(static (one, other) => string.CompareOrdinal(other, one));

    private static void Write(JsonOutput output, ChatSession session)
    {
        output.Raw("""{"id":"""u8).Text(session.Connection.Id).Raw(""","user":"""u8);
        _ = session.User is { } user ? output.Text(user.Value) : output.Raw("null"u8);
        if (session.Connection is SocketConnection { Socket: var socket })
            WriteSocket(output, socket);
        output.Raw(""","rooms":"""u8).Number(session.RoomCount)
            .Raw(""","waitingBytes":"""u8).Number(session.Connection.WaitingBytes)
            .Raw("}"u8);
    }

    private static void WriteSocket(JsonOutput output, Socket socket)
    {
        output.Raw(""","transport":"""u8).Text(Words(socket.Transport))
            .Raw(""","eio":"""u8).Number(socket.EngineIOVersion)
            .Raw(""","address":"""u8);
        _ = socket.Handshake.RemoteAddress is { } address ? output.Text(address.ToString()) : output.Raw("null"u8);
        output.Raw(""","since":"""u8).Number(socket.Handshake.Time.ToUnixTimeMilliseconds());
    }

    private static string Words(SocketIOTransports transport) => transport switch
    {
        SocketIOTransports.WebSocket => "websocket",
        SocketIOTransports.Polling => "polling",
        _ => "none",
    };
}
