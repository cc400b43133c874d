using System.Text;
using System.Text.Json;
using Gossamer.SocketIO.Json;

namespace Gossamer.SocketIO.Testing;

/// <summary>The arguments of an event or of an answer, as they came from the server.</summary>
public abstract class SocketIOTestArguments
{
    private readonly ReadOnlyMemory<byte> _json;
    private readonly ReadOnlyMemory<byte>[] _attachments;
    private readonly JsonSerializerOptions _options;
    private readonly int _first;

    /// <param name="json">A JSON array; may be kept.</param>
    /// <param name="first">Where in it the arguments begin.</param>
    /// <param name="attachments">The bytes behind its placeholders.</param>
    /// <param name="options">How arguments are read.</param>
    private protected SocketIOTestArguments(
        ReadOnlyMemory<byte> json, int first, ReadOnlyMemory<byte>[] attachments, JsonSerializerOptions options)
    {
        (_json, _first, _attachments, _options) = (json, first, attachments, options);
        Count = CountElements(json.Span) - first;
    }

    /// <summary>How many there are, the offset of a recoverable event included (<see cref="SocketIOOptions.Recovery"/>).</summary>
    public int Count { get; }

    /// <summary>The whole as JSON, an event's name included; bytes are placeholders in it.</summary>
    public string Json => Encoding.UTF8.GetString(_json.Span);

    /// <summary>One argument, read as <see cref="SocketIOOptions.Json"/> says; bytes as <c>byte[]</c>.</summary>
    /// <param name="index">Which, from 0.</param>
    /// <returns>The argument; null where the server sent null.</returns>
    /// <exception cref="SocketIOTestException">There is none at that place, or it is not of that type.</exception>
    public T Get<T>(int index = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        if (index >= Count)
            throw new SocketIOTestException($"{this} has {Count} arguments, and none at {index}.");
        try
        {
            return Attachments.Read(_attachments, (this, index), static s => s.Item1.Read<T>(s.index));
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException or FormatException)
        {
            throw new SocketIOTestException($"Argument {index} of {this} cannot be read as {typeof(T)}: {e.Message}", e);
        }
    }

    private protected Utf8JsonReader ReadTo(int index)
    {
        var reader = new Utf8JsonReader(_json.Span);
        reader.Read();
        for (var skipped = 0; skipped < _first + index; skipped++)
        {
            reader.Read();
            reader.Skip();
        }

        reader.Read();
        return reader;
    }

    private T Read<T>(int index)
    {
        var reader = ReadTo(index);
        return JsonSerializer.Deserialize(ref reader, SocketIOJson.For<T>(_options))!;
    }

    private static int CountElements(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            reader.Skip();
            count++;
        }

        return count;
    }
}
