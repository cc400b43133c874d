using System.Globalization;
using Gossamer.Mesh;
using Gossamer.Server.Events;
using Gossamer.Server.Json;

namespace Gossamer.Server.Http;

/// <summary>
/// <c>GET /api/mesh/events?after=</c>, for operators: what happened to this server in the last hour, the latest change last.
/// <code>
/// {"id":"server-1","incarnation":1767225600000000,"now":1767225660000,"events":[
/// {"id":4,"sequence":9,"kind":"link-down","at":1767225601000,"last":1767225659000,"count":3,
/// "peer":"server-2","direction":"outgoing","reason":"heartbeat-timeout"}],"last":9}
/// </code>
/// <c>after</c>: <c>last</c> of the answer before. An entry that came again since has its old <c>id</c>. Refusals are 400 <c>bad-after</c>.
/// </summary>
internal sealed class MeshEventsEndpoint(MeshNode node, EventLog events, OperatorAccess access, TimeProvider time)
{
    public Task AnswerAsync(HttpContext context) => access.GuardAsync(context, AnswerAllowedAsync);

    private Task AnswerAllowedAsync(HttpContext context)
    {
        long after = 0;
        var query = context.Request.Query;
        return query.TryGetValue("after", out var asked)
            && !long.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out after)
                ? JsonAnswer.Refuse(context, StatusCodes.Status400BadRequest, "bad-after", "after is the \"last\" of an answer before")
                : JsonAnswer.Write(context, Write(after));
    }

    private byte[] Write(long after)
    {
        var found = events.After(after);
        var last = found.Count > 0 ? found[^1].Sequence : events.Sequence;
        var output = JsonOutput.Begin().Raw("""{"id":"""u8).Text(node.Id.Value)
            .Raw(""","incarnation":"""u8).Number((long)node.Incarnation.Value)
            .Raw(""","now":"""u8).Number(time.GetUtcNow().ToUnixTimeMilliseconds())
            .Raw(""","events":["""u8);
        for (var i = 0; i < found.Count; i++)
            Write(i == 0 ? output : output.Raw(","u8), found[i]);
        return output.Raw("""],"last":"""u8).Number(last).Raw("}"u8).Take();
    }

    private static void Write(JsonOutput output, LoggedEvent entry)
    {
        output.Raw("""{"id":"""u8).Number(entry.Id)
            .Raw(""","sequence":"""u8).Number(entry.Sequence)
            .Raw(""","kind":"""u8).Text(Word(entry.Key.Kind))
            .Raw(""","at":"""u8).Number(entry.First.ToUnixTimeMilliseconds())
            .Raw(""","last":"""u8).Number(entry.Last.ToUnixTimeMilliseconds())
            .Raw(""","count":"""u8).Number(entry.Count);
        Write(output, ""","peer":"""u8, entry.Key.Peer);
        Write(output, ""","direction":"""u8, entry.Key.Direction);
        Write(output, ""","reason":"""u8, entry.Key.Reason);
        Write(output, ""","text":"""u8, entry.Text);
        output.Raw("}"u8);
    }

    private static void Write(JsonOutput output, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
            output.Raw(name).Text(value);
    }

    private static string Word(ServerEventKind kind) => kind switch
    {
        ServerEventKind.Started => "started",
        ServerEventKind.ServerKnown => "server-known",
        ServerEventKind.ServerLeft => "server-left",
        ServerEventKind.ServerRestarted => "server-restarted",
        ServerEventKind.LinkUp => "link-up",
        ServerEventKind.LinkDown => "link-down",
        ServerEventKind.LinkFailed => "link-failed",
        ServerEventKind.LinkRefused => "link-refused",
        ServerEventKind.DrainBegun => "drain-begun",
        ServerEventKind.DrainEnded => "drain-ended",
        ServerEventKind.Paused => "paused",
        ServerEventKind.Refused => "refused",
        ServerEventKind.Closed => "closed",
        ServerEventKind.GivenUp => "given-up",
        ServerEventKind.Lost => "lost",
        _ => "rule-broken",
    };
}
