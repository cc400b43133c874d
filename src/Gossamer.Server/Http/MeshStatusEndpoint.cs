using Gossamer.Mesh;
using Gossamer.Server.Connections;
using Gossamer.Server.Json;
using Gossamer.Server.Draining;
using Gossamer.SocketIO;

namespace Gossamer.Server.Http;

/// <summary>
/// <c>GET /api/mesh</c>: how the mesh stands, as this server sees it. Counts rise from the server's start; whoever wants rates asks again.
/// <code>
/// {"id":"server-1","incarnation":1767225600000000,"draining":false,"users":3,"usersHere":1,"connections":2,"waiting":0,
/// "taken":17,"handed":40,"links":[{"peer":"server-2","outgoing":"up","incoming":"up","protocol":3,"roundTripMs":0.412,
/// "unacknowledged":0,"forwarded":9,"received":8,"closed":null}]}
/// </code>
/// <c>users</c>: in the whole mesh; <c>usersHere</c>, <c>connections</c>: here; <c>waiting</c>: sessions whose clients may come back;
/// <c>taken</c>: messages of clients; <c>handed</c>: copies put into clients' queues; <c>protocol</c>: the version that is spoken
/// with the peer, null while it is not there; <c>closed</c>: why the outgoing link, which is not
/// up, ended last.
/// </summary>
internal sealed class MeshStatusEndpoint(MeshNode node, ChatCounters counters, SocketIOServer server,
    DrainState drain, OperatorAccess access)
{
    public Task AnswerAsync(HttpContext context) => access.GuardAsync(context, asked => JsonAnswer.Write(asked, Write()));

    private byte[] Write()
    {
        var output = JsonOutput.Begin()
            .Raw("""{"id":"""u8).Text(node.Id.Value)
            .Raw(""","incarnation":"""u8).Number((long)node.Incarnation.Value)
            .Raw(drain.IsUnderWay ? ""","draining":true,"users":"""u8 : ""","draining":false,"users":"""u8)
            .Number(node.Directory.Current.Count)
            .Raw(""","usersHere":"""u8).Number(node.UsersHere)
            .Raw(""","connections":"""u8).Number(server.ConnectionCount)
            .Raw(""","waiting":"""u8).Number(node.WaitingSessions)
            .Raw(""","taken":"""u8).Number(counters.Taken)
            .Raw(""","handed":"""u8).Number(counters.Handed)
            .Raw(""","links":["""u8);
        var isFirst = true;
        foreach (var link in node.Links)
        {
            WriteLink(isFirst ? output : output.Raw(","u8), link);
            isFirst = false;
        }

        return output.Raw("]}"u8).Take();
    }

    private static void WriteLink(JsonOutput output, LinkStatus link)
    {
        output.Raw("""{"peer":"""u8).Text(link.Peer.Value)
            .Raw(""","outgoing":"""u8).Text(Words(link.Outgoing))
            .Raw(""","incoming":"""u8).Text(Words(link.Incoming))
            .Raw(""","protocol":"""u8);
        _ = link.Protocol is { } protocol ? output.Number(protocol) : output.Raw("null"u8);
        output.Raw(""","roundTripMs":"""u8);
        _ = link.RoundTrip is { } roundTrip ? Milliseconds(output, roundTrip) : output.Raw("null"u8);
        output.Raw(""","unacknowledged":"""u8).Number(link.Unacknowledged)
            .Raw(""","forwarded":"""u8).Number(link.Forwarded)
            .Raw(""","received":"""u8).Number(link.Received)
            .Raw(""","closed":"""u8);
        _ = link.Outgoing != LinkState.Up && link.LastClose.Code != LinkCloseCode.None
            ? output.Text(link.LastClose.ToString())
            : output.Raw("null"u8);
        output.Raw("}"u8);
    }

    private static JsonOutput Milliseconds(JsonOutput output, TimeSpan time)
    {
        var microseconds = (long)time.TotalMicroseconds;
        var rest = microseconds % 1000;
        return output.Number(microseconds / 1000).Raw("."u8).Raw(rest < 10 ? "00"u8 : rest < 100 ? "0"u8 : ""u8).Number(rest);
    }

    /// <summary>A link's state in answers.</summary>
    public static string Words(LinkState state) => state switch
    {
        LinkState.Up => "up",
        LinkState.Open => "open",
        LinkState.Connecting => "connecting",
        _ => "down",
    };
}
