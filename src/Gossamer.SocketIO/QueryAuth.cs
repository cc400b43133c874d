using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Gossamer.SocketIO;

/// <summary>
/// Clients of protocol 4 have no <c>auth</c>. As with Socket.IO's own server, the query that they put behind the namespace's name is it.
/// </summary>
internal static class QueryAuth
{
    /// <summary><code>?token=x&amp;room=a&amp;room=b    {"token":"x","room":["a","b"]}</code></summary>
    public static byte[] Write(string query)
    {
        var output = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        foreach (var (name, values) in QueryHelpers.ParseQuery(query))
        {
            json.WritePropertyName(name);
            if (values.Count == 1)
                json.WriteStringValue(values[0]);
            else
                Write(json, values);
        }

        json.WriteEndObject();
        json.Flush();
        return output.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, IEnumerable<string?> values)
    {
        json.WriteStartArray();
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
