using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gossamer.SocketIO.Json;

/// <summary><see cref="ReadOnlyMemory{T}"/> of bytes as a binary attachment.</summary>
internal sealed class MemoryConverter : JsonConverter<ReadOnlyMemory<byte>>
{
    public override ReadOnlyMemory<byte> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        BinaryJson.Read(ref reader);

    public override void Write(Utf8JsonWriter writer, ReadOnlyMemory<byte> value, JsonSerializerOptions options) =>
        BinaryJson.Write(writer, value);
}
