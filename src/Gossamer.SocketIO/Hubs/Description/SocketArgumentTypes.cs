using System.ComponentModel;
using System.Text.Json.Serialization.Metadata;
using System.Text.Json;
using Gossamer.SocketIO.Acks;
using Gossamer.SocketIO.Json;

namespace Gossamer.SocketIO.Hubs;

/// <summary>Finds how types are read and written, when a hub is mapped: what is not known stops the start. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SocketArgumentTypes
{
    private readonly JsonSerializerOptions _options;

    internal SocketArgumentTypes(JsonSerializerOptions options) => _options = options;

    /// <summary>How a type is read and written, by <see cref="SocketIOOptions.Json"/>.</summary>
    /// <exception cref="NotSupportedException">Nothing there knows the type.</exception>
    public JsonTypeInfo<T> Get<T>() => SocketIOJson.For<T>(_options);

    /// <summary>Whether a type of answers is known: of a tuple, those of its items.</summary>
    /// <exception cref="NotSupportedException">Nothing there knows the type.</exception>
    public void CheckAnswer<T>() => Answer<T>();

    internal AnswerFormat<T> Answer<T>() => AnswerFormat<T>.Of(_options);
}
