using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gossamer.SocketIO.Json;

namespace Gossamer.SocketIO;

/// <summary>
/// Why a client may not join a namespace: what its <c>connect_error</c> event gets (1.x and 2.x: its <c>error</c> event).
/// </summary>
public sealed class ConnectRefusal
{
    private readonly Func<JsonSerializerOptions, ReadOnlyMemory<byte>>? _encode;

    /// <summary>Creates a refusal without data.</summary>
    /// <param name="message">For people; goes to the client.</param>
    public ConnectRefusal(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        Message = message;
    }

    private ConnectRefusal(string message, Func<JsonSerializerOptions, ReadOnlyMemory<byte>> encode)
        : this(message) => _encode = encode;

    /// <summary>For people; goes to the client.</summary>
    public string Message { get; }

    internal static ConnectRefusal InvalidNamespace { get; } = new("Invalid namespace");

    internal const string AuthTooLargeCode = "auth-too-large";

    internal static ConnectRefusal Internal { get; } = new("The server failed to handle the connection");

    /// <summary>JSON; empty if none, or not encoded yet.</summary>
    internal ReadOnlyMemory<byte> Data { get; private init; }

    /// <summary>
    /// A refusal with data for programs: clients of 3.x and 4.x find it as <c>error.data</c>; those of 1.x and 2.x get it in the
    /// message's place. Written as <see cref="SocketIOOptions.Json"/> says.
    /// </summary>
    /// <param name="message">For people; goes to the client.</param>
    /// <param name="data">For programs; goes to the client.</param>
    public static ConnectRefusal With<T>(string message, T data) => new(message, options => Encode(data, SocketIOJson.For<T>(options)));

    /// <param name="message">For people; goes to the client.</param>
    /// <param name="data">For programs; goes to the client.</param>
    /// <param name="typeInfo">How to write the data.</param>
    /// <inheritdoc cref="With{T}(string, T)"/>
    public static ConnectRefusal With<T>(string message, T data, JsonTypeInfo<T> typeInfo)
    {
        ArgumentNullException.ThrowIfNull(typeInfo);
        return new ConnectRefusal(message) { Data = Encode(data, SocketIOJson.For(typeInfo)) };
    }

    /// <param name="message">For people.</param>
    /// <param name="code">For programs, as <c>data.code</c>; nothing in it needs to be escaped.</param>
    internal static ConnectRefusal WithCode(string message, string code) =>
        new(message) { Data = Encoding.UTF8.GetBytes($$"""{"code":"{{code}}"}""") };

    internal static ConnectRefusal AuthTooLarge(int bytes, int max)
    {
        var message = string.Create(
            CultureInfo.InvariantCulture, $"The auth of {bytes} bytes is larger than {max}, the most that is taken");
        return WithCode(message, AuthTooLargeCode);
    }

    /// <summary>The refusal as the wire wants it.</summary>
    internal ConnectRefusal Encoded(JsonSerializerOptions options) =>
        _encode is null ? this : new ConnectRefusal(Message) { Data = _encode(options) };

    private static ReadOnlyMemory<byte> Encode<T>(T data, JsonTypeInfo<T> typeInfo)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, SocketIOJson.WriterOptions))
            JsonSerializer.Serialize(writer, data, typeInfo);
        return json.WrittenMemory;
    }
}
