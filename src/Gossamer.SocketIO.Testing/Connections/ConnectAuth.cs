using System.Buffers;
using System.Text.Json;
using Gossamer.SocketIO.Json;

namespace Gossamer.SocketIO.Testing.Connections;

/// <summary>
/// What goes with a CONNECT (Socket.IO protocol, "Connection to a namespace"): the test's own <c>auth</c>, and what a client that comes
/// back says of its session, as socket.io-client writes it.
/// <code>
/// {"pid":"...","offset":"...", the test's own}      its own win
/// </code>
/// </summary>
internal static class ConnectAuth
{
    /// <returns>The object as UTF-8 JSON; empty if there is nothing to say.</returns>
    /// <exception cref="ArgumentException">The test's auth is written as something else than a JSON object.</exception>
    public static ReadOnlySpan<byte> Write(object? auth, string? pid, string? offset, JsonSerializerOptions json)
    {
        if (auth is null && pid is null)
            return [];
        var own = auth is null ? default : JsonSerializer.SerializeToElement(auth, SocketIOJson.For(auth.GetType(), json));
        if (auth is not null && own.ValueKind != JsonValueKind.Object)
            throw new ArgumentException(
                $"auth is {own.GetRawText()}; it must be an object, such as new {{ token = \"...\" }}.", nameof(auth));

        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, SocketIOJson.WriterOptions))
        {
            writer.WriteStartObject();
            WriteUnlessGiven(writer, "pid", pid, own);
            WriteUnlessGiven(writer, "offset", offset, own);
            if (auth is not null)
            {
                foreach (var property in own.EnumerateObject())
                    property.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return output.WrittenSpan;
    }

    private static void WriteUnlessGiven(Utf8JsonWriter writer, string name, string? value, JsonElement own)
    {
        if (value is not null && !(own.ValueKind == JsonValueKind.Object && own.TryGetProperty(name, out _)))
            writer.WriteString(name, value);
    }
}
