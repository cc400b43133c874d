using System.Text.Json;
using Google.Protobuf;

namespace Gossamer.SocketIO.Mesh.Wire;

/// <summary>Descriptions of sockets to the messages of rooms.proto and back.</summary>
internal static class DescriptionCodec
{
    /// <summary>What clients and applications may nest (64), and what is put around it.</summary>
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 128 };

    public static Description Encode(SocketDescription description)
    {
        var encoded = new Description
        {
            Id = description.Id,
            Data = Json(description.Data),
            Handshake = Json(description.Handshake),
        };
        encoded.Rooms.AddRange(description.Rooms);
        return encoded;
    }

    public static SocketDescription Decode(Description description) => new(description.Id, [.. description.Rooms])
    {
        Data = Element(description.Data),
        Handshake = Element(description.Handshake),
    };

    private static ByteString Json(JsonElement element) =>
        element.ValueKind == JsonValueKind.Undefined ? ByteString.Empty : ByteString.CopyFromUtf8(element.GetRawText());

    /// <summary>What is no JSON tells nothing.</summary>
    private static JsonElement Element(ByteString json)
    {
        if (json.IsEmpty)
            return default;
        try
        {
            using var document = JsonDocument.Parse(json.Memory, Deep);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
