using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Gossamer.SocketIO.Json;
using Microsoft.Extensions.Primitives;

namespace Gossamer.SocketIO;

/// <summary>What a <see cref="SocketDescription"/> tells in JSON.</summary>
internal static class DescriptionJson
{
    /// <summary>What clients and applications may nest (64), and what is put around it.</summary>
    public static readonly JsonDocumentOptions Deep = new() { MaxDepth = 128 };

    /// <summary>Data that cannot be written is left out: whoever asks for other things must not fail by it.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "The application's own properties and converters run.")]
    public static JsonElement DataOf(Socket socket)
    {
        if (socket.Data is not { } data)
            return default;
        try
        {
            return JsonSerializer.SerializeToElement(data, SocketIOJson.ForServers(data.GetType(), socket.Namespace.Server.Options.Json));
        }
        catch (Exception)
        {
            return default;
        }
    }

    public static JsonElement HandshakeOf(Socket socket)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, SocketIOJson.WriterOptions))
            Write(json, socket);
        using var document = JsonDocument.Parse(buffer.WrittenMemory, Deep);
        return document.RootElement.Clone();
    }

    private static void Write(Utf8JsonWriter json, Socket socket)
    {
        var handshake = socket.Handshake;
        json.WriteStartObject();
        WritePairs(json, "headers", handshake.Headers, static name => name.ToLowerInvariant());
        WritePairs(json, "query", socket.Query, static name => name);
        json.WriteString("address", handshake.RemoteAddress?.ToString());
        json.WriteString("time", handshake.Time.ToString("R", CultureInfo.InvariantCulture));
        json.WriteNumber("issued", handshake.Time.ToUnixTimeMilliseconds());
        json.WritePropertyName("auth");
        json.WriteRawValue(socket.Auth.Json.Span, skipInputValidation: true); // it was checked when it came
        json.WriteEndObject();
    }

    /// <summary>Several values of one name are joined by commas.</summary>
    private static void WritePairs(
        Utf8JsonWriter json, string property, IEnumerable<KeyValuePair<string, StringValues>> pairs, Func<string, string> nameOf)
    {
        json.WriteStartObject(property);
        foreach (var (name, values) in pairs)
            json.WriteString(nameOf(name), values.ToString());
        json.WriteEndObject();
    }
}
