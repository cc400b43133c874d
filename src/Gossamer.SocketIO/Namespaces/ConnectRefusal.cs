using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gossamer.SocketIO;

/// <summary>
/// Why a client may not join a namespace: what its <c>connect_error</c> event gets (1.x and 2.x: its <c>error</c> event).
/// </summary>
public sealed class ConnectRefusal
{
    /// <param name="message">For people; goes to the client.</param>
    public ConnectRefusal(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        Message = message;
    }

    private ConnectRefusal(string message, ReadOnlyMemory<byte> data)
        : this(message) => Data = data;

    /// <summary>For people; goes to the client.</summary>
    public string Message { get; }

    internal static ConnectRefusal InvalidNamespace { get; } = new("Invalid namespace");

    internal static ConnectRefusal Internal { get; } = new("The server failed to handle the connection");

    /// <summary>JSON; empty if none.</summary>
    internal ReadOnlyMemory<byte> Data { get; }

    /// <summary>A refusal with data for programs: the client finds it as <c>error.data</c>.</summary>
    public static ConnectRefusal With<T>(string message, T data, JsonTypeInfo<T> typeInfo)
    {
        ArgumentNullException.ThrowIfNull(typeInfo);
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
            JsonSerializer.Serialize(writer, data, typeInfo);
        return new ConnectRefusal(message, json.WrittenMemory);
    }
}
