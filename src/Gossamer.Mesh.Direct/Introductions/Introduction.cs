using System.Buffers;
using System.Text.Json;

namespace Gossamer.Mesh.Direct;

/// <summary>
/// Who a server is, as it says itself at <see cref="Path"/>: <c>{"id":"server-1","cluster":"gossamer"}</c>. It proves nothing, and nothing
/// is trusted for it: a link says whose it is by its token.
/// </summary>
/// <param name="Id">The server's id.</param>
/// <param name="Cluster">The mesh's name.</param>
internal sealed record Introduction(NodeId Id, string Cluster)
{
    internal const string Path = "/id";
    internal const int MaxBytes = 4096;

    internal byte[] Write()
    {
        var output = new ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString("id"u8, Id.Value);
            json.WriteString("cluster"u8, Cluster);
            json.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }

    /// <returns>Null: it is none.</returns>
    internal static Introduction? Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && TextOf(root, "id") is { } id && PeerRules.IsId(id)
                && TextOf(root, "cluster") is { } cluster
                ? new(new(id), cluster)
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // a text that is no Unicode is the latter
        {
            return null;
        }
    }

    private static string? TextOf(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
