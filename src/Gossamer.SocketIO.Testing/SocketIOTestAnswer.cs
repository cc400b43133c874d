using System.Text.Json;

namespace Gossamer.SocketIO.Testing;

/// <summary>The server's answer to an event: what the client's callback would get.</summary>
public sealed class SocketIOTestAnswer : SocketIOTestArguments
{
    internal SocketIOTestAnswer(ReadOnlyMemory<byte> json, ReadOnlyMemory<byte>[] attachments, JsonSerializerOptions options)
        : base(json, 0, attachments, options) => Error = ReadError();

    /// <summary>
    /// Why the server refused the event, where the answer is <c>{"error":{"code":"...","message":"..."}}</c>: arguments that do not fit
    /// ("bad-arguments"), a handler that threw ("internal"), a check of the application's. Else null.
    /// </summary>
    public EventError? Error { get; }

    /// <inheritdoc/>
    public override string ToString() => "the answer " + Texts.Shortened(Json);

    private EventError? ReadError()
    {
        if (Count != 1)
            return null;
        var reader = ReadTo(0);
        var answer = JsonElement.ParseValue(ref reader);
        return answer.ValueKind == JsonValueKind.Object
            && answer.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
            && error.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String
            && error.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String
                ? new EventError(code.GetString()!, message.GetString()!)
                : null;
    }
}
