using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gossamer.SocketIO.Events;
using Gossamer.SocketIO.Json;

namespace Gossamer.SocketIO.Acks;

/// <summary>
/// How the arguments of an answer stand for a <typeparamref name="T"/>: a tuple's items are one argument each,
/// <see cref="RawArguments"/> all of them, and everything else is the first one.
/// </summary>
internal readonly struct AnswerFormat<T>
{
    private readonly JsonTypeInfo<T>? _only;
    private readonly JsonTypeInfo[]? _items;
    private readonly JsonSerializerOptions _options;

    private AnswerFormat(JsonSerializerOptions options, JsonTypeInfo<T>? only, JsonTypeInfo[]? items)
    {
        _options = options;
        _only = only;
        _items = items;
    }

    /// <summary>As the type says.</summary>
    /// <exception cref="NotSupportedException">Nothing in the options knows how to read and write the type.</exception>
    public static AnswerFormat<T> Of(JsonSerializerOptions options)
    {
        if (typeof(T) == typeof(RawArguments))
            return new(options, only: null, items: null);
        return ValueTuples.Is(typeof(T))
            ? new(options, only: null, [.. ValueTuples.ItemTypes(typeof(T)).Select(item => SocketIOJson.For(item, options))])
            : new(options, SocketIOJson.For<T>(options), items: null);
    }

    /// <summary>The first argument, whatever the type.</summary>
    public static AnswerFormat<T> Of(JsonTypeInfo<T> type) => new(type.Options, SocketIOJson.For(type), items: null);

    /// <summary>What a client answered.</summary>
    /// <param name="json">A JSON array; valid during the call only.</param>
    /// <param name="attachments">They may be kept.</param>
    [SuppressMessage("Design", "CA1031", Justification = "Types of the application's may refuse what a client gave by any exception.")]
    public AckResult<T> Read(ReadOnlyMemory<byte> json, ReadOnlyMemory<byte>[] attachments)
    {
        try
        {
            var value = typeof(T) == typeof(RawArguments)
                ? (T)(object)new RawArguments(json, attachments, _options)
                : Attachments.Read(attachments, (json, format: this), static s => s.format.Read(s.json.Span));
            return new AckResult<T>(AckOutcome.Answered, value);
        }
        catch (Exception)
        {
            return new AckResult<T>(AckOutcome.Invalid, default);
        }
    }

    /// <summary>Answers a client.</summary>
    public void Send(Acknowledgement ack, T answer)
    {
        if (typeof(T) == typeof(RawArguments))
            ack.Send((RawArguments)(object)answer!);
        else if (_items is not null)
            ack.SendTuple(answer!, _items);
        else
            ack.SendPrepared(answer, _only!);
    }

    private T? Read(ReadOnlySpan<byte> json) =>
        _items is null ? ArgumentReader.First(json, _only!) : (T)ValueTuples.Read(json, default(T)!, _items);
}
