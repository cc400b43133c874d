using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Gossamer.SocketIO.Json;
using Gossamer.SocketIO.MessagePack;

namespace Gossamer.SocketIO.Redis.Wire;

/// <summary>
/// Requests as JSON; what comes may be MessagePack as well.
/// <code>
/// { uid, type: 2 | 3, opts: { rooms, except }, rooms }      join, leave
/// { uid, type: 4, opts, close }                             disconnect
/// { uid, requestId, type: 5, opts }                         fetch
/// { uid, [requestId], type: 6, data: [ name, ... ] }        an event for servers
/// { uid, requestId, type: 0, rooms }                        the ids of sockets: old servers ask that
/// { uid, requestId, type: 1 }                               all rooms
/// </code>
/// Reading never throws.
/// </summary>
internal static class RequestCodec
{
    /// <summary>What clients and applications may nest (64), and what is put around it.</summary>
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 128 };

    public static byte[] Rooms(string uid, RequestType type, BroadcastTarget target, IReadOnlyList<string> rooms) => Write(json =>
    {
        WriteHead(json, uid, type);
        TargetCodec.Write(json, target);
        TargetCodec.WriteNames(json, "rooms", rooms);
    });

    public static byte[] Disconnect(string uid, BroadcastTarget target, bool close) => Write(json =>
    {
        WriteHead(json, uid, RequestType.RemoteDisconnect);
        TargetCodec.Write(json, target);
        json.WriteBoolean("close"u8, close);
    });

    public static byte[] Fetch(string uid, string id, BroadcastTarget target) => Write(json =>
    {
        WriteHead(json, uid, RequestType.RemoteFetch, id);
        TargetCodec.Write(json, target);
    });

    public static byte[] ServerSideEmit(string uid, string? id, ReadOnlyMemory<byte> data) => Write(json =>
    {
        WriteHead(json, uid, RequestType.ServerSideEmit, id);
        json.WritePropertyName("data"u8);
        json.WriteRawValue(data.Span, skipInputValidation: true); // the namespace has written it
    });

    /// <summary>A JSON object, whichever way it was written.</summary>
    public static bool TryReadObject(ReadOnlyMemory<byte> message, out JsonElement read)
    {
        read = default;
        var json = message;
        if (message.Span is not [(byte)'{', ..] && !TryTranscode(message.Span, out json))
            return false;
        try
        {
            using var document = JsonDocument.Parse(json, Deep);
            read = document.RootElement.Clone();
            return read.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    public static bool TryDecode(ReadOnlyMemory<byte> message, [NotNullWhen(true)] out RequestMessage? request)
    {
        request = null;
        try
        {
            if (!TryReadObject(message, out var json) || !json.TryGetProperty("type"u8, out var type)
                || type.ValueKind != JsonValueKind.Number || !type.TryGetInt32(out var number)
                || TargetCodec.ReadNames(json, "rooms") is not { } rooms)
                return false;
            if (json.TryGetProperty("room"u8, out var room) && TargetCodec.ReadName(room) is { } name)
                rooms = [name];
            request = new((RequestType)number, Text(json, "uid") ?? "", Text(json, "requestId"))
            {
                Target = json.TryGetProperty("opts"u8, out var opts) ? TargetCodec.Read(opts) : null,
                SocketId = Text(json, "sid"),
                Rooms = rooms,
                Close = json.TryGetProperty("close"u8, out var close) && close.ValueKind == JsonValueKind.True,
                Data = json.TryGetProperty("data"u8, out var data) ? data : default,
            };
            return true;
        }
        catch (InvalidOperationException)
        {
            return false; // text that is no UTF-8, or half of a surrogate pair
        }
    }

    public static string? Text(JsonElement json, string property) =>
        json.TryGetProperty(property, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, SocketIOJson.WriterOptions))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }

    private static void WriteHead(Utf8JsonWriter json, string uid, RequestType type, string? id = null)
    {
        json.WriteString("uid"u8, uid);
        if (id is not null)
            json.WriteString("requestId"u8, id);
        json.WriteNumber("type"u8, (int)type);
    }

    private static bool TryTranscode(ReadOnlySpan<byte> message, out ReadOnlyMemory<byte> json)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = SpareJsonWriter.Take(output);
        var reader = new TokenReader(message);
        var isRead = new JsonTranscoder(writer, attachments: null, maxAttachments: 0, timestamps: true).TryWrite(ref reader);
        SpareJsonWriter.Return(writer);
        json = output.WrittenMemory;
        return isRead && reader.IsAtEnd;
    }
}
