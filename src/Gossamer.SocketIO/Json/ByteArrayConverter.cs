using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gossamer.SocketIO.Json;

/// <summary>An array of bytes as a binary attachment.</summary>
internal sealed class ByteArrayConverter : JsonConverter<byte[]>
{
    public override byte[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        BinaryJson.ReadArray(ref reader);

    public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options) => BinaryJson.Write(writer, value);
}
