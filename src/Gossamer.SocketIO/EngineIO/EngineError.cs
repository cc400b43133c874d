using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Gossamer.SocketIO.EngineIO;

/// <summary>A refusal of an HTTP request, with the codes and words that Engine.IO clients know, and a hint for people.</summary>
internal sealed class EngineError
{
    public static readonly EngineError UnknownTransport = new(0, "Transport unknown");
    public static readonly EngineError UnknownSession = new(1, "Session ID unknown");
    public static readonly EngineError BadHandshakeMethod = new(2, "Bad handshake method");
    public static readonly EngineError BadRequest = new(3, "Bad request");
    public static readonly EngineError TransportMismatch = new(3, "Bad request", "this session does not use that transport");
    public static readonly EngineError NotAWebSocket = new(3, "Bad request", "transport=websocket needs a WebSocket handshake");
    public static readonly EngineError Jsonp =
        new(3, "Bad request", "JSONP polling (the query parameter j) is not supported; use XHR polling or WebSocket");
    public static readonly EngineError ConcurrentRequest = new(3, "Bad request", "a session can have one poll and one post at a time");
    public static readonly EngineError InvalidPayload = new(3, "Bad request", "the payload is not valid for this Engine.IO revision");
    public static readonly EngineError PayloadTooLarge =
        new(3, "Bad request", "the payload is larger than maxPayload", StatusCodes.Status413PayloadTooLarge);
    public static readonly EngineError Forbidden = new(4, "Forbidden", status: StatusCodes.Status403Forbidden);
    public static readonly EngineError TooManySessions =
        new(4, "Forbidden", "the server holds as many sessions as it may", StatusCodes.Status503ServiceUnavailable);
    public static readonly EngineError TooManySessionsOfAddress =
        new(4, "Forbidden", "the server holds as many sessions of this address as it may", StatusCodes.Status429TooManyRequests);
    public static readonly EngineError TooManyHandshakes =
        new(4, "Forbidden", "too many handshakes from this address; try again in a second", StatusCodes.Status429TooManyRequests);
    public static readonly EngineError ShuttingDown =
        new(4, "Forbidden", "the server is shutting down; connect to another, or later", StatusCodes.Status503ServiceUnavailable);
    public static readonly EngineError UnsupportedProtocol = new(5, "Unsupported protocol version", "EIO must be 3 or 4");

    private readonly byte[] _body;

    private EngineError(int code, string message, string? hint = null, int status = StatusCodes.Status400BadRequest)
    {
        Code = code;
        Message = message;
        Hint = hint;
        Status = status;
        _body = Encode(code, message, hint);
    }

    public int Code { get; }

    public string Message { get; }

    /// <summary>What people are told besides.</summary>
    public string? Hint { get; }

    /// <summary>For metrics: which limit refused it, or that the server stops.</summary>
    public string Reason => this switch
    {
        _ when this == TooManySessions => "too many sessions",
        _ when this == TooManySessionsOfAddress => "too many sessions of the address",
        _ when this == TooManyHandshakes => "too many handshakes of the address",
        _ when this == ShuttingDown => "server shutting down",
        _ => Message,
    };

    public int Status { get; }

    public Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        return ResponseBody.TryWriteAsync(context, "application/json", _body);
    }

    private static byte[] Encode(int code, string message, string? hint)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("code", code);
            json.WriteString("message", message);
            if (hint is not null)
                json.WriteString("hint", hint);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
