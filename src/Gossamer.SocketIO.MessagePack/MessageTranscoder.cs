using System.Buffers;
using System.Text.Json;

namespace Gossamer.SocketIO.MessagePack;

/// <summary>
/// Writes JSON as MessagePack, and the attachments where their placeholders stand. Each is written once, in their order, so that what a
/// client made look like a placeholder grows nothing: it stays an object.
/// </summary>
internal ref struct MessageTranscoder
{
    /// <summary>As deep as <see cref="Utf8JsonWriter"/> writes.</summary>
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 1000 };

    private readonly MessageWriter _output;
    private readonly IReadOnlyList<ReadOnlyMemory<byte>> _attachments;
    private readonly ReadOnlySpan<byte> _json;
    private readonly List<int> _counts;
    private int _containers;
    private int _attached;

    private MessageTranscoder(MessageWriter output, ReadOnlySpan<byte> json, IReadOnlyList<ReadOnlyMemory<byte>> attachments)
    {
        _output = output;
        _json = json;
        _attachments = attachments;
        _counts = CountElements(json);
    }

    /// <param name="json">One value.</param>
    /// <param name="attachments">The bytes behind the placeholders in it.</param>
    /// <param name="output">What is written to.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static void Write(ReadOnlySpan<byte> json, IReadOnlyList<ReadOnlyMemory<byte>> attachments, MessageWriter output) =>
        new MessageTranscoder(output, json, attachments).Write();

    /// <summary>
    /// MessagePack says how many elements follow, JSON does not.
    /// </summary>
    /// <returns>The elements of each array and the members of each object, in the order in which these begin.</returns>
    private static List<int> CountElements(ReadOnlySpan<byte> json)
    {
        var counts = new List<int>();
        var open = new Stack<int>();
        var reader = new Utf8JsonReader(json, Options);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
            {
                open.Pop();
                continue;
            }

            if (reader.TokenType == JsonTokenType.PropertyName)
                continue;
            if (open.TryPeek(out var parent))
                counts[parent]++;
            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                open.Push(counts.Count);
                counts.Add(0);
            }
        }

        return counts;
    }

    private void Write()
    {
        var reader = new Utf8JsonReader(_json, Options);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray:
                    _output.Array(_counts[_containers++]);
                    break;
                case JsonTokenType.StartObject when IsPlaceholder(reader):
                    _containers++;
                    _output.Binary(_attachments[_attached++].Span);
                    reader.Skip();
                    break;
                case JsonTokenType.StartObject:
                    _output.Map(_counts[_containers++]);
                    break;
                case JsonTokenType.PropertyName or JsonTokenType.String:
                    WriteString(reader);
                    break;
                case JsonTokenType.Number:
                    WriteNumber(reader);
                    break;
                case JsonTokenType.True or JsonTokenType.False:
                    _output.Boolean(reader.TokenType == JsonTokenType.True);
                    break;
                case JsonTokenType.Null:
                    _output.Nil();
                    break;
            }
        }
    }

    /// <summary><c>{"_placeholder":true,"num":N}</c>, N being the next attachment.</summary>
    /// <param name="reader">A copy: looks ahead.</param>
    private readonly bool IsPlaceholder(Utf8JsonReader reader) =>
        _attached < _attachments.Count
        && reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("_placeholder"u8)
        && reader.Read() && reader.TokenType == JsonTokenType.True
        && reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("num"u8)
        && reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number) && number == _attached
        && reader.Read() && reader.TokenType == JsonTokenType.EndObject;

    private readonly void WriteString(in Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            _output.String(reader.ValueSpan);
            return;
        }

        var rented = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length); // escapes are longer than what they stand for
        _output.String(rented.AsSpan(0, reader.CopyString(rented)));
        ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>Whole numbers as integers however they are written, as JavaScript has one kind of number.</summary>
    private readonly void WriteNumber(in Utf8JsonReader reader)
    {
        const double TwoTo63 = 9_223_372_036_854_775_808;
        if (reader.TryGetInt64(out var integer))
            _output.Integer(integer);
        else if (reader.TryGetUInt64(out var unsigned))
            _output.Unsigned(unsigned);
        else if (reader.GetDouble() is var number && number == Math.Floor(number) && number is >= -TwoTo63 and < TwoTo63)
            _output.Integer((long)number);
        else
            _output.Float(number);
    }
}
