using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gossamer.SocketIO.Events;
using Gossamer.SocketIO.Json;

namespace Gossamer.SocketIO.Acks;

/// <summary>Reads an answer: the first argument of an ACK.</summary>
internal static class AckJson
{
    public static AckResult<T> Read<T>(ReadOnlyMemory<byte> json, ReadOnlyMemory<byte>[] attachments, JsonTypeInfo<T> type)
    {
        try
        {
            var value = Attachments.Read(attachments, (json, type), static s => ArgumentReader.First(s.json.Span, s.type));
            return new AckResult<T>(AckOutcome.Answered, value);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException or FormatException)
        {
            return new AckResult<T>(AckOutcome.Invalid, default);
        }
    }
}
