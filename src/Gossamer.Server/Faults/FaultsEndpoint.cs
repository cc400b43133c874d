using System.Text.Json;
using Gossamer.Mesh;
using Gossamer.Server.Http;

namespace Gossamer.Server.Faults;

/// <summary>
/// Faults by hand, for people who want to see what the mesh does; in Development, and with <c>up --faults</c>, for who is at this machine.
/// <code>
/// GET  /api/faults          what there is, and how it stands (FaultsText)
/// POST /api/faults/cut      {"from":"server-1","to":"server-2"}     the link on which server-1 tells server-2 things
/// POST /api/faults/heal     the same
/// POST /api/faults/stop     {"server":"server-2"}                   only of up
/// POST /api/faults/start    the same
/// </code>
/// All answer as GET does. <c>from</c> and <c>server</c> are servers of this process. Refusals: 404 <c>off</c>, 403 <c>not-local</c>, 400
/// <c>bad-fault</c>, and those of <see cref="OperatorAccess"/>.
/// </summary>
internal sealed class FaultsEndpoint(FaultBoard? board, OperatorAccess access, ILogger<FaultsEndpoint> log)
{
    private const string Path = "/api/faults";

    public static void Map(IEndpointRouteBuilder endpoints, FaultBoard? board, OperatorAccess access)
    {
        var here = new FaultsEndpoint(board, access, endpoints.ServiceProvider.GetRequiredService<ILogger<FaultsEndpoint>>());
        endpoints.MapGet(Path, context => here.GuardAsync(context, here.TellAsync)).RequireAllowedOrigin();
        foreach (var kind in new[] { "cut", "heal", "stop", "start" })
            endpoints.MapPost($"{Path}/{kind}", context => here.GuardAsync(context, inner => here.ChangeAsync(inner, kind)))
                .RequireAllowedOrigin();
    }

    private Task GuardAsync(HttpContext context, Func<HttpContext, Task> answer)
    {
        var refusal = board is null
            ? new OperatorRefusal(StatusCodes.Status404NotFound, "off",
                "faults by hand are off here; gossamer up --faults turns them on, and so does ASPNETCORE_ENVIRONMENT=Development")
            : FaultAccess.Check(context);
        return refusal is { } why
            ? JsonAnswer.Refuse(context, why.Status, why.Code, why.Message)
            : access.GuardAsync(context, answer);
    }

    private Task TellAsync(HttpContext context) => JsonAnswer.Write(context, FaultsText.Write(board!));

    private async Task ChangeAsync(HttpContext context, string kind)
    {
        var body = await JsonBody.ReadAsync(context);
        if (kind is "cut" or "heal" ? TryChangeLink(body, kind) : TrySwitch(body, kind))
            await TellAsync(context);
        else
            await JsonAnswer.Refuse(context, StatusCodes.Status400BadRequest, "bad-fault", kind is "cut" or "heal"
                ? "send {\"from\":\"<a server of this process>\",\"to\":\"<one of its peers>\"}"
                : "send {\"server\":\"<a server of this process>\"}; only those of gossamer up can be stopped and started");
    }

    private bool TryChangeLink(ReadOnlyMemory<byte> json, string kind)
    {
        if (Read(json, "from") is not { } from || Read(json, "to") is not { } to
            || !board!.LinksOf(from).Any(link => link.Peer == to))
            return false;
        if (kind == "cut")
            board.Cuts.Cut(from, to);
        else
            board.Cuts.Heal(from, to);
        log.LinkChanged(kind, from, to);
        return true;
    }

    private bool TrySwitch(ReadOnlyMemory<byte> json, string kind)
    {
        if (Read(json, "server") is not { } id || board!.SwitchOf(id) is not { } server)
            return false;
        log.ServerSwitched(kind, id);
        if (kind == "stop")
            server.Stop();
        else
            server.Start();
        return true;
    }

    private static NodeId? Read(ReadOnlyMemory<byte> json, string property)
    {
        try
        {
            using var body = JsonDocument.Parse(json);
            return body.RootElement.ValueKind == JsonValueKind.Object && JsonBody.TextOf(body.RootElement, property) is { } text
                ? new NodeId(text) : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException) // the latter: half a surrogate pair
        {
            return null;
        }
    }
}
