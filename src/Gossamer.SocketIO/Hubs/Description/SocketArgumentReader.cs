using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gossamer.SocketIO.Hubs;

/// <summary>Reads the arguments of a call, one after another. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct SocketArgumentReader
{
    private Utf8JsonReader _json;
    private int _position;
    private bool _ended;

    internal SocketArgumentReader(in EventMessage message) => _json = message.ReadArguments();

    /// <summary>The next argument; null when it is left out and its type is a <see cref="Nullable{T}"/>.</summary>
    /// <exception cref="JsonException">It is missing, or does not fit.</exception>
    public T Next<T>(JsonTypeInfo<T> type)
    {
        if (TryMove())
            return JsonSerializer.Deserialize(ref _json, type)!;
        return default(T) is null && typeof(T).IsValueType ? default! : throw Missing();
    }

    /// <summary>The next argument, or what stands for it when it is left out.</summary>
    /// <exception cref="JsonException">It does not fit.</exception>
    public T Next<T>(JsonTypeInfo<T> type, T defaultValue) =>
        TryMove() ? JsonSerializer.Deserialize(ref _json, type)! : defaultValue;

    private readonly JsonException Missing() => new(
        $"Argument {_position} is missing.", $"argument {_position} is missing", lineNumber: null, bytePositionInLine: null);

    private bool TryMove()
    {
        _position++;
        _ended = _ended || !_json.Read() || _json.TokenType == JsonTokenType.EndArray;
        return !_ended;
    }
}
