using System.Buffers;
using System.Text.Json;
using Gossamer.SocketIO.Json;

namespace Gossamer.SocketIO;

/// <summary>
/// The arguments of an event as they came, attachments included: for passing them on unread, in another event or as an answer.
/// Valid as long as the <see cref="EventMessage"/> they are of.
/// </summary>
public readonly struct RawArguments : IEquatable<RawArguments>
{
    /// <summary>What follows the event's name: <c>,1,"2"]</c>, or <c>]</c>.</summary>
    private readonly ReadOnlyMemory<byte> _tail;

    internal RawArguments(in EventMessage message)
    {
        var reader = message.ReadArguments();
        var rest = message.Payload[(int)reader.BytesConsumed..];
        _tail = rest[(rest.Length - rest.Span.TrimStart(" \t\r\n"u8).Length)..];
        Attachments = message.AttachmentArray;
    }

    internal ReadOnlyMemory<byte>[] Attachments { get; }

    /// <inheritdoc/>
    public bool Equals(RawArguments other) => _tail.Span.SequenceEqual(other._tail.Span) && ReferenceEquals(Attachments, other.Attachments);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RawArguments other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _tail.Length;

    /// <summary>Whether both are the same bytes of the same event.</summary>
    public static bool operator ==(RawArguments left, RawArguments right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(RawArguments left, RawArguments right) => !left.Equals(right);

    /// <summary>The arguments alone, as a JSON array.</summary>
    internal byte[] ToArray()
    {
        var tail = _tail.Span;
        return [(byte)'[', .. tail[0] == (byte)',' ? tail[1..] : tail];
    }

    /// <summary>The arguments behind a name, and an offset behind them if there is one.</summary>
    internal byte[] ToEvent(string name, string? offset)
    {
        var output = new ArrayBufferWriter<byte>(_tail.Length + name.Length + 32);
        output.Write("["u8);
        WriteString(output, name);
        var tail = _tail.Span.TrimEnd(" \t\r\n"u8);
        output.Write(tail[..^1]);
        if (offset is not null)
        {
            output.Write(","u8);
            WriteString(output, offset);
        }

        output.Write("]"u8);
        return output.WrittenSpan.ToArray();
    }

    private static void WriteString(ArrayBufferWriter<byte> output, string text)
    {
        using var writer = new Utf8JsonWriter(output, SocketIOJson.WriterOptions);
        writer.WriteStringValue(text);
    }
}
