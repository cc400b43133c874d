using System.Text.Json;
using Gossamer.Mesh;
using Gossamer.Server.Identity;

namespace Gossamer.Server.Http;

/// <summary>
/// <c>POST /api/revoke</c>, for operators: ends the connections of a user, or those with one token, at all servers of the mesh, and refuses
/// the tokens from now on.
/// <code>
/// {"user":"Anna"}  or  {"tokenId":"..."}      ->  {"servers":["server-1"],"unreached":["server-2"]}
/// </code>
/// <c>unreached</c>: servers that did not confirm; they hear of it once they are linked again. Refusals are 400 <c>bad-revocation</c> and
/// 503 <c>too-many-revoked</c>.
/// </summary>
internal sealed class RevokeEndpoint(MeshNode node, RevocationChannel channel, OperatorAccess access, TimeProvider time)
{
    public Task AnswerAsync(HttpContext context) => access.GuardAsync(context, RevokeAsync);

    private async Task RevokeAsync(HttpContext context)
    {
        if (Read(await JsonBody.ReadAsync(context), time.GetUtcNow()) is not { } revocation)
            await JsonAnswer.Refuse(context, StatusCodes.Status400BadRequest, "bad-revocation",
                "send one of {\"user\":\"<name>\"} and {\"tokenId\":\"<jti>\"}");
        else if (await channel.RevokeAsync(revocation) is { } unreached)
            await JsonAnswer.Write(context, Write(unreached));
        else
            await JsonAnswer.Refuse(context, StatusCodes.Status503ServiceUnavailable, "too-many-revoked",
                "as many revocations as this server remembers are in force; see --max-revocations");
    }

    private byte[] Write(IReadOnlyList<NodeId> unreached)
    {
        var told = channel.Peers.Append(node.Id).Except(unreached).Select(static id => id.Value)
            .Order(StringComparer.Ordinal);
        return ReachedServers.Write(told, unreached.Select(static id => id.Value));
    }

    private static Revocation? Read(ReadOnlyMemory<byte> json, DateTimeOffset now)
    {
        try
        {
            using var body = JsonDocument.Parse(json);
            if (body.RootElement.ValueKind != JsonValueKind.Object)
                return null;
            var (user, token) = (JsonBody.TextOf(body.RootElement, "user"), JsonBody.TextOf(body.RootElement, "tokenId"));
            if (token is null && user is not null && UserName.TryCreate(user, out var name, out _))
                return Revocation.Of(name, now);
            return user is null && TokenId.TryCreate(token, out var id) ? Revocation.Of(id, now) : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException) // the latter: half a surrogate pair
        {
            return null;
        }
    }
}
