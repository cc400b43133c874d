using Gossamer.Mesh;
using Gossamer.Server.Connections;
using Gossamer.Server.Draining;
using Gossamer.Server.Events;
using Gossamer.Server.Json;
using Gossamer.SocketIO;

namespace Gossamer.Server.Http;

/// <summary>
/// <c>GET /api/mesh</c>: how the mesh stands, as this server sees it. Counts rise from the server's start; whoever wants rates asks again.
/// <code>
/// {"id":"server-1","incarnation":1767225600000000,"draining":false,"users":3,"usersHere":1,"connections":2,"waiting":0,
/// "taken":17,"handed":40,"now":1767225660000,"startedAt":1767225600000,"version":"1.2.0","process":8127364,"cores":2,
/// "cpuSeconds":1.234,"memoryBytes":80000000,"closes":{"transport close":3},"refused":{"too-fast":7},
/// "recovered":{"complete":2},"lastEvent":9,"links":[...]}
/// </code>
/// docs/protocol.md says of each field what it is, <see cref="LinkJson"/> what a link is.
/// </summary>
internal sealed class MeshStatusEndpoint(MeshNode node, ChatCounters counters, SocketIOServer server,
    DrainState drain, EventLog events, ServerTallies tallies, OperatorAccess access, TimeProvider time)
{
    private const long MicrosecondsPerMillisecond = 1_000;

    public Task AnswerAsync(HttpContext context) => access.GuardAsync(context, asked => JsonAnswer.Write(asked, Write()));

    private byte[] Write()
    {
        var output = WriteServer(JsonOutput.Begin());
        WriteTallies(WriteProcess(output)).Raw(""","lastEvent":"""u8).Number(events.Sequence).Raw(""","links":["""u8);
        var isFirst = true;
        foreach (var link in node.Links)
        {
            LinkJson.Write(isFirst ? output : output.Raw(","u8), link);
            isFirst = false;
        }

        return output.Raw("]}"u8).Take();
    }

    private JsonOutput WriteServer(JsonOutput output) => output
        .Raw("""{"id":"""u8).Text(node.Id.Value)
        .Raw(""","incarnation":"""u8).Number((long)node.Incarnation.Value)
        .Raw(drain.IsUnderWay ? ""","draining":true,"users":"""u8 : ""","draining":false,"users":"""u8)
        .Number(node.Directory.Current.Count)
        .Raw(""","usersHere":"""u8).Number(node.UsersHere)
        .Raw(""","connections":"""u8).Number(server.ConnectionCount)
        .Raw(""","waiting":"""u8).Number(node.WaitingSessions)
        .Raw(""","taken":"""u8).Number(counters.Taken)
        .Raw(""","handed":"""u8).Number(counters.Handed);

    /// <summary>An incarnation is the moment of the start, in microseconds.</summary>
    private JsonOutput WriteProcess(JsonOutput output) => output
        .Raw(""","now":"""u8).Number(time.GetUtcNow().ToUnixTimeMilliseconds())
        .Raw(""","startedAt":"""u8).Number((long)node.Incarnation.Value / MicrosecondsPerMillisecond)
        .Raw(""","version":"""u8).Text(ProgramVersion.Text)
        .Raw(""","process":"""u8).Number(ProcessInfo.Id)
        .Raw(""","cores":"""u8).Number(Environment.ProcessorCount)
        .Raw(""","cpuSeconds":"""u8).Thousandths((long)ProcessInfo.Processor.TotalMilliseconds)
        .Raw(""","memoryBytes":"""u8).Number(ProcessInfo.MemoryBytes);

    private JsonOutput WriteTallies(JsonOutput output)
    {
        Write(output.Raw(""","closes":"""u8), tallies.Closes);
        Write(output.Raw(""","refused":"""u8), tallies.Refused);
        Write(output.Raw(""","recovered":"""u8), tallies.Recovered);
        return output;
    }

    private static void Write(JsonOutput output, Tally tally)
    {
        output.Raw("{"u8);
        var isFirst = true;
        foreach (var (word, count) in tally.Counts)
        {
            output.Raw(isFirst ? ""u8 : ","u8).Text(word).Raw(":"u8).Number(count);
            isFirst = false;
        }

        output.Raw("}"u8);
    }
}
