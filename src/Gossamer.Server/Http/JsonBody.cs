using System.Text.Json;

namespace Gossamer.Server.Http;

/// <summary>What operators send: a small JSON object.</summary>
internal static class JsonBody
{
    private const int MaxBytes = 4 * 1024;

    /// <returns>Nothing when it is too long.</returns>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context)
    {
        var body = new byte[MaxBytes + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, context.RequestAborted);
        return length > MaxBytes ? default : body.AsMemory(0, length);
    }

    public static string? TextOf(JsonElement body, string property) =>
        body.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
