using System.Text.Json;
using Gossamer.Mesh;
using Gossamer.Server.Groups;

namespace Gossamer.Server.Http;

/// <summary>
/// <c>POST /api/rooms/close</c> and <c>/api/rooms/open</c>, for operators: at all servers of the mesh nobody is in the room any more, or
/// gets in, until it is opened again.
/// <code>
/// {"room":"tea"}      ->  {"servers":["server-1"],"unreached":["server-2"]}
/// </code>
/// <c>unreached</c>: servers that did not confirm; they hear of it once they are linked again. Refusals are 400 <c>bad-room</c> and 503
/// <c>too-many-closed</c>.
/// </summary>
internal sealed class RoomEndpoint(MeshNode node, ClosureChannel channel, OperatorAccess access, TimeProvider time)
{
    public Task CloseAsync(HttpContext context) => access.GuardAsync(context, inner => TellAsync(inner, isClosed: true));

    public Task OpenAsync(HttpContext context) => access.GuardAsync(context, inner => TellAsync(inner, isClosed: false));

    private async Task TellAsync(HttpContext context, bool isClosed)
    {
        if (Read(await JsonBody.ReadAsync(context)) is not { } room)
            await JsonAnswer.Refuse(context, StatusCodes.Status400BadRequest, "bad-room", "send {\"room\":\"<name>\"}");
        else if (await channel.TellAsync(new(room, isClosed, time.GetUtcNow())) is { } unreached)
            await JsonAnswer.Write(context, ReachedServers.Write(
                channel.Peers.Append(node.Id).Except(unreached).Select(static id => id.Value).Order(StringComparer.Ordinal),
                unreached.Select(static id => id.Value)));
        else
            await JsonAnswer.Refuse(context, StatusCodes.Status503ServiceUnavailable, "too-many-closed",
                "as many rooms are closed as this server remembers; open some");
    }

    private static RoomName? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var body = JsonDocument.Parse(json);
            return body.RootElement.ValueKind == JsonValueKind.Object
                && RoomName.TryCreate(JsonBody.TextOf(body.RootElement, "room"), out var room, out _) ? room : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException) // the latter: half a surrogate pair
        {
            return null;
        }
    }
}
