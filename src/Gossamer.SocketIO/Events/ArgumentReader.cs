using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gossamer.SocketIO.Json;

namespace Gossamer.SocketIO.Events;

/// <summary>Reads the typed arguments of an event or an answer, one after another.</summary>
internal static class ArgumentReader
{
    /// <summary>The arguments that a handler wants, or what is wrong with those that came.</summary>
    public static bool TryRead<TArguments>(
        EventMessage message,
        Func<EventMessage, TArguments> read,
        out TArguments arguments,
        [NotNullWhen(false)] out Exception? fault)
    {
        try
        {
            arguments = Attachments.Read(message.AttachmentArray, (message, read), static s => s.read(s.message));
            fault = null;
            return true;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException or FormatException)
        {
            arguments = default!;
            fault = e;
            return false;
        }
    }

    /// <summary>
    /// The next argument; when it is left out the default of the handler's parameter, or null where that is a
    /// <see cref="Nullable{T}"/> without one.
    /// </summary>
    public static T Next<T>(ref Utf8JsonReader reader, JsonTypeInfo<T> type, int position, Delegate handler)
    {
        if (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            return JsonSerializer.Deserialize(ref reader, type)!;
        if (ParameterDefault.TryGet(handler, position, out T? value))
            return value!;
        return default(T) is null && typeof(T).IsValueType ? default! : throw new JsonException($"Argument {position} is missing.");
    }

    /// <summary>The first element of an array, for an answer; its default when the array is empty.</summary>
    public static T? First<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        reader.Read();
        return reader.TokenType == JsonTokenType.EndArray ? default : JsonSerializer.Deserialize(ref reader, type);
    }
}
