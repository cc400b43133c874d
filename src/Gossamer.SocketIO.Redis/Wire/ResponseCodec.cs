using System.Runtime.InteropServices;
using System.Text.Json;

namespace Gossamer.SocketIO.Redis.Wire;

/// <summary>
/// Answers as JSON. Servers of Node do not say who they are, and pass over that others do.
/// <code>
/// { requestId, [uid], sockets: [ { id, handshake, rooms, data } ] }    fetch
/// { requestId, [uid], sockets: [ id, ... ] }                          the ids of sockets
/// { requestId, [uid], rooms: [...] }                                  all rooms
/// { requestId, [uid], type: 6, data }                                 to an event for servers
/// { requestId, [uid] }                                                it is done
/// </code>
/// </summary>
internal static class ResponseCodec
{
    /// <param name="id">The request's.</param>
    /// <param name="uid">This server's.</param>
    /// <param name="sockets">What is told.</param>
    /// <param name="isBare">Without what the application and the client gave, which may be large.</param>
    public static byte[] Sockets(string id, string uid, IEnumerable<SocketDescription> sockets, bool isBare) => Write(id, uid, json =>
    {
        json.WriteStartArray("sockets"u8);
        foreach (var socket in sockets)
            Write(json, socket, isBare);
        json.WriteEndArray();
    });

    public static byte[] SocketIds(string id, string uid, IEnumerable<string> sockets) =>
        Write(id, uid, json => TargetCodec.WriteNames(json, "sockets", sockets));

    public static byte[] Rooms(string id, string uid, IEnumerable<string> rooms) =>
        Write(id, uid, json => TargetCodec.WriteNames(json, "rooms", rooms));

    public static byte[] ServerSideEmit(string id, string uid, ReadOnlyMemory<byte> data) => Write(id, uid, json =>
    {
        json.WriteNumber("type"u8, (int)RequestType.ServerSideEmit);
        json.WritePropertyName("data"u8);
        json.WriteRawValue(data.Span, skipInputValidation: true); // a serializer has written it
    });

    public static byte[] Done(string id, string uid) => Write(id, uid, static _ => { });

    /// <summary>The sockets of an answer, each as far as it can be read; null: it tells of none.</summary>
    public static IReadOnlyList<SocketDescription>? ReadSockets(JsonElement response)
    {
        if (!response.TryGetProperty("sockets"u8, out var sockets) || sockets.ValueKind != JsonValueKind.Array)
            return null;
        var read = new List<SocketDescription>();
        foreach (var socket in sockets.EnumerateArray())
        {
            if (socket.ValueKind != JsonValueKind.Object || RequestCodec.Text(socket, "id") is not { } id
                || TargetCodec.ReadNames(socket, "rooms") is not { } rooms)
                continue;
            read.Add(new(id, [.. rooms.Where(room => room != id)])
            {
                Data = Property(socket, "data"),
                Handshake = Property(socket, "handshake"),
            });
        }

        return read;
    }

    /// <summary>The handlers' answer; a handler that gave nothing gave null.</summary>
    public static ReadOnlyMemory<byte> ReadData(JsonElement response) =>
        response.TryGetProperty("data"u8, out var data) ? JsonMarshal.GetRawUtf8Value(data).ToArray() : "null"u8.ToArray();

    private static JsonElement Property(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : default;

    /// <summary>To Node the room of its own id is one of a socket's rooms.</summary>
    private static void Write(Utf8JsonWriter json, SocketDescription socket, bool isBare)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, socket.Id);
        Write(json, "handshake"u8, isBare ? default : socket.Handshake);
        TargetCodec.WriteNames(json, "rooms", [socket.Id, .. socket.Rooms]);
        Write(json, "data"u8, isBare ? default : socket.Data);
        json.WriteEndObject();
    }

    /// <summary>Node's are never absent: a property of them may be read. As it is: a client's text may be what no string can be.</summary>
    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, JsonElement value)
    {
        json.WritePropertyName(name);
        if (value.ValueKind != JsonValueKind.Undefined)
        {
            json.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
            return;
        }

        json.WriteStartObject();
        json.WriteEndObject();
    }

    private static byte[] Write(string id, string uid, Action<Utf8JsonWriter> write) => RequestCodec.Write(json =>
    {
        json.WriteString("requestId"u8, id);
        json.WriteString("uid"u8, uid);
        write(json);
    });
}
