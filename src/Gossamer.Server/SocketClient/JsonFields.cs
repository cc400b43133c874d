using System.Text.Json;

namespace Gossamer.Server.SocketClient;

/// <summary>Values of JSON that a server sent. What is missing, of another kind or no valid text is null; nothing throws.</summary>
internal static class JsonFields
{
    public static JsonElement? Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return JsonElement.Parse(utf8.Span);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string? Text(JsonElement json, string name) => Field(json, name) is { } field ? Text(field) : null;

    public static string? Text(JsonElement json)
    {
        try
        {
            return json.ValueKind == JsonValueKind.String ? json.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // half a surrogate pair
        }
    }

    public static long? Number(JsonElement json, string name) =>
        Field(json, name) is { ValueKind: JsonValueKind.Number } field && field.TryGetInt64(out var number) ? number : null;

    public static bool? Flag(JsonElement json, string name) => Field(json, name) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => null,
    };

    /// <summary>Those of the list that are texts.</summary>
    public static IEnumerable<string>? Texts(JsonElement json, string name) =>
        Field(json, name) is { ValueKind: JsonValueKind.Array } field
            ? field.EnumerateArray().Select(static item => Text(item)).OfType<string>()
            : null;

    public static JsonElement? Field(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var field) ? field : null;
}
