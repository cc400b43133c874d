using System.Text.Json;
using Gossamer.Mesh;
using Gossamer.Server.Identity;
using Gossamer.Server.Json;

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
    private const int MaxBodyBytes = 4 * 1024;

    public Task AnswerAsync(HttpContext context) => access.GuardAsync(context, RevokeAsync);

    private async Task RevokeAsync(HttpContext context)
    {
        if (Read(await ReadBodyAsync(context), time.GetUtcNow()) is not { } revocation)
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
        var output = JsonOutput.Begin().Raw("""{"servers":["""u8);
        WriteAll(output, told);
        WriteAll(output.Raw("""],"unreached":["""u8), unreached.Select(static id => id.Value));
        return output.Raw("]}"u8).Take();
    }

    private static void WriteAll(JsonOutput output, IEnumerable<string> texts)
    {
        var isFirst = true;
        foreach (var text in texts)
        {
            output.Raw(isFirst ? ""u8 : ","u8).Text(text);
            isFirst = false;
        }
    }

    /// <returns>Nothing when it is too long.</returns>
    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpContext context)
    {
        var body = new byte[MaxBodyBytes + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, context.RequestAborted);
        return length > MaxBodyBytes ? default : body.AsMemory(0, length);
    }

    private static Revocation? Read(ReadOnlyMemory<byte> json, DateTimeOffset now)
    {
        try
        {
            using var body = JsonDocument.Parse(json);
            if (body.RootElement.ValueKind != JsonValueKind.Object)
                return null;
            var (user, token) = (TextOf(body.RootElement, "user"), TextOf(body.RootElement, "tokenId"));
            if (token is null && user is not null && UserName.TryCreate(user, out var name, out _))
                return Revocation.Of(name, now);
            return user is null && TokenId.TryCreate(token, out var id) ? Revocation.Of(id, now) : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException) // the latter: half a surrogate pair
        {
            return null;
        }
    }

    private static string? TextOf(JsonElement body, string property) =>
        body.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
