using System.Text.Json;
using Gossamer.SocketIO.Packets;

namespace Gossamer.SocketIO;

/// <summary>
/// Why an event was refused. A client that waits for an answer gets it as
/// <code>
/// {"error":{"code":"...","message":"..."}}
/// </code>
/// </summary>
/// <param name="Code">For programs: a short lower-case word.</param>
/// <param name="Message">For people: what was wrong and what would be right. Goes to the client.</param>
public sealed record EventError(string Code, string Message)
{
    internal static EventError HandlerFailed { get; } = new("internal", "The server failed to handle the event.");

    internal static EventError BadArguments(string detail) => new("bad-arguments", detail);

    internal EncodedPacket ToAck(PacketEncoder encoder, long ackId) => EncodedPacket.Ack(encoder, ackId, this, static (json, error) =>
    {
        json.WriteStartObject();
        json.WritePropertyName("error"u8);
        error.Write(json);
        json.WriteEndObject();
    });

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("code"u8, Code);
        json.WriteString("message"u8, Message);
        json.WriteEndObject();
    }
}
