using System.ComponentModel;
using System.Text.Json;

namespace Gossamer.SocketIO.Hubs;

/// <summary>Writes the arguments of an event, one after another. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SocketArgumentWriter
{
    private readonly Utf8JsonWriter _json;
    private readonly Emitter _emitter;

    internal SocketArgumentWriter(Utf8JsonWriter json, Emitter emitter) => (_json, _emitter) = (json, emitter);

    /// <summary>Writes the next argument, as <see cref="SocketIOOptions.Json"/> says.</summary>
    public void Write<T>(T argument) => JsonSerializer.Serialize(_json, argument, _emitter.TypeInfo<T>());
}
