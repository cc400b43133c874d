using System.Text.Json;
using Gossamer.SocketIO.Json;

namespace Gossamer.SocketIO;

/// <summary>
/// An event that another server of the adapter's has emitted for servers (<see cref="Namespace.ServerSideEmitAsync"/>; Socket.IO server
/// API, "serverSideEmit").
/// </summary>
public sealed class ServerSideEvent
{
    private readonly JsonElement _array;
    private Action<ReadOnlyMemory<byte>>? _answer;

    private ServerSideEvent(Namespace ns, string server, JsonElement array, Action<ReadOnlyMemory<byte>>? answer)
    {
        (Namespace, Server, _array, _answer) = (ns, server, array, answer);
        WantsAnswer = answer is not null;
        Name = array[0].GetString()!;
    }

    /// <summary>The namespace in which it was emitted.</summary>
    public Namespace Namespace { get; }

    /// <summary>What the adapter calls the server that emitted it.</summary>
    public string Server { get; }

    /// <summary>The event's name.</summary>
    public string Name { get; }

    /// <summary>How many arguments it has.</summary>
    public int Count => _array.GetArrayLength() - 1;

    /// <summary>Whether the other server waits for an answer.</summary>
    public bool WantsAnswer { get; }

    /// <summary>For adapters: an event as it came.</summary>
    /// <param name="ns">The namespace in which it was emitted.</param>
    /// <param name="server">What the adapter calls the server that did.</param>
    /// <param name="utf8JsonArray">The name and the arguments, <c>["rebuild",{...}]</c>.</param>
    /// <param name="answer">
    /// Brings the answer there, JSON, once at the most; what is empty says that nobody here answers such events. Null: none is awaited.
    /// </param>
    /// <returns>Null: the array is none, or does not begin with a name.</returns>
    public static ServerSideEvent? TryCreate(
        Namespace ns, string server, ReadOnlyMemory<byte> utf8JsonArray, Action<ReadOnlyMemory<byte>>? answer)
    {
        ArgumentNullException.ThrowIfNull(ns);
        ArgumentNullException.ThrowIfNull(server);
        try
        {
            using var document = JsonDocument.Parse(utf8JsonArray, DescriptionJson.Deep);
            return document.RootElement is { ValueKind: JsonValueKind.Array } array && array.GetArrayLength() > 0
                && array[0].ValueKind == JsonValueKind.String
                ? new(ns, server, array.Clone(), answer)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>An argument, read as <see cref="SocketIOOptions.Json"/> says; bytes are base64 text.</summary>
    /// <param name="index">Which, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    /// <exception cref="JsonException">It is no such thing.</exception>
    public T? Get<T>(int index = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return (T?)_array[index + 1].Deserialize(SocketIOJson.ForServers(typeof(T), Namespace.Server.Options.Json));
    }

    /// <summary>Answers, once; later than the handler's end if need be. Where <see cref="WantsAnswer"/> is false nothing happens.</summary>
    /// <param name="value">What <see cref="SocketIOOptions.Json"/> can write.</param>
    public void Answer<T>(T value)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, SocketIOJson.ForServers(typeof(T), Namespace.Server.Options.Json));
        Interlocked.Exchange(ref _answer, null)?.Invoke(json);
    }

    /// <summary>There is no handler.</summary>
    internal void Decline() => Interlocked.Exchange(ref _answer, null)?.Invoke(ReadOnlyMemory<byte>.Empty);
}
