using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gossamer.SocketIO.Json;

namespace Gossamer.SocketIO;

/// <summary>
/// The arguments of an event or an answer as they came, attachments included: for passing them on unread, in another event or as an
/// answer, or for reading them one by one. Those of an event are valid as long as its <see cref="EventMessage"/>.
/// </summary>
public readonly struct RawArguments : IEquatable<RawArguments>
{
    private readonly ReadOnlyMemory<byte> _array;
    private readonly ReadOnlyMemory<byte>[]? _attachments;
    private readonly JsonSerializerOptions? _options;

    /// <summary>Where in the array the arguments begin: behind the event's name, or behind the bracket.</summary>
    private readonly int _start;
    private readonly bool _isEvent;

    internal RawArguments(in EventMessage message)
    {
        _array = message.Payload;
        _start = (int)message.ReadArguments().BytesConsumed;
        _isEvent = true;
        _attachments = message.AttachmentArray;
        _options = message.Socket.JsonOptions;
    }

    /// <summary>The arguments of an answer, copied.</summary>
    internal RawArguments(ReadOnlyMemory<byte> array, ReadOnlyMemory<byte>[] attachments, JsonSerializerOptions options)
    {
        _array = array.ToArray();
        _start = array.Span.IndexOf((byte)'[') + 1;
        _attachments = attachments;
        _options = options;
    }

    /// <summary>How many there are. Counted anew each time.</summary>
    public int Count
    {
        get
        {
            var reader = Read();
            var count = 0;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                reader.Skip();
                count++;
            }

            return count;
        }
    }

    internal ReadOnlyMemory<byte>[] Attachments => _attachments ?? [];

    /// <summary>The arguments and the bracket behind them: <c>1,"2"]</c>, or <c>]</c>.</summary>
    private ReadOnlySpan<byte> Tail
    {
        get
        {
            if (_array.IsEmpty)
                return "]"u8;
            var tail = _array.Span[_start..].Trim(" \t\r\n"u8);
            return tail[0] == (byte)',' ? tail[1..] : tail;
        }
    }

    /// <summary>Reads one argument, as <see cref="SocketIOOptions.Json"/> says.</summary>
    /// <param name="index">Its place, from 0.</param>
    /// <param name="value">The argument.</param>
    /// <returns>False when it is missing or does not fit.</returns>
    /// <exception cref="NotSupportedException">Nothing in the options knows how to read the type.</exception>
    public bool TryGet<T>(int index, out T? value)
    {
        value = default;
        return _options is not null && TryRead(index, SocketIOJson.For<T>(_options), out value);
    }

    /// <param name="index">Its place, from 0.</param>
    /// <param name="typeInfo">How to read the argument.</param>
    /// <param name="value">The argument.</param>
    /// <inheritdoc cref="TryGet{T}(int, out T)"/>
    public bool TryGet<T>(int index, JsonTypeInfo<T> typeInfo, out T? value) => TryRead(index, SocketIOJson.For(typeInfo), out value);

    /// <inheritdoc/>
    public bool Equals(RawArguments other) => 
        Tail.SequenceEqual(other.Tail) && ReferenceEquals(_attachments, other._attachments);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RawArguments other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Tail.Length;

    /// <summary>Whether both are the same bytes of the same event.</summary>
    public static bool operator ==(RawArguments left, RawArguments right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(RawArguments left, RawArguments right) => !left.Equals(right);

    /// <summary>The arguments alone, as a JSON array.</summary>
    internal byte[] ToArray() => [(byte)'[', .. Tail];

    /// <summary>The arguments behind a name, and an offset behind them if there is one.</summary>
    internal byte[] ToEvent(string name, string? offset)
    {
        var tail = Tail;
        var output = new ArrayBufferWriter<byte>(tail.Length + name.Length + 32);
        output.Write("["u8);
        WriteString(output, name);
        if (tail[0] != (byte)']')
            output.Write(","u8);
        output.Write(tail[..^1]);
        if (offset is not null)
        {
            output.Write(","u8);
            WriteString(output, offset);
        }

        output.Write("]"u8);
        return output.WrittenSpan.ToArray();
    }

    private bool TryRead<T>(int index, JsonTypeInfo<T> type, out T? value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        try
        {
            var read = Json.Attachments.Read(Attachments, (arguments: this, index, type), static s => s.arguments.Read(s.index, s.type));
            value = read.Value;
            return read.IsThere;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            value = default;
            return false;
        }
    }

    private (bool IsThere, T? Value) Read<T>(int index, JsonTypeInfo<T> type)
    {
        var reader = Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (index-- == 0)
                return (true, JsonSerializer.Deserialize(ref reader, type));
            reader.Skip();
        }

        return default;
    }

    /// <summary>Stands before the first argument.</summary>
    private Utf8JsonReader Read()
    {
        var reader = new Utf8JsonReader(_array.IsEmpty ? "[]"u8 : _array.Span);
        reader.Read();
        if (_isEvent)
            reader.Read();
        return reader;
    }

    private static void WriteString(ArrayBufferWriter<byte> output, string text)
    {
        using var writer = new Utf8JsonWriter(output, SocketIOJson.WriterOptions);
        writer.WriteStringValue(text);
    }
}
