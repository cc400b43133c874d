using System.Buffers;
using System.Text.Json;
using Gossamer.SocketIO.Json;

namespace Gossamer.SocketIO;

/// <content>Events that servers emit for each other (Socket.IO server API, "serverSideEmit").</content>
public sealed partial class Namespace
{
    private ServerSideHandlers? _serverSide; // most namespaces have none

    private ServerSideHandlers ServerSide =>
        System.Threading.Volatile.Read(ref _serverSide)
            ?? Interlocked.CompareExchange(ref _serverSide, new ServerSideHandlers(Server), null) ?? _serverSide;

    /// <summary>
    /// Adds a handler for an event that other servers emit in this namespace. Handlers begin one after the other, in the order in which the
    /// events of each server were emitted; of an event with several, in the order in which they were added. One that awaits holds up no
    /// other. What one throws is logged.
    /// </summary>
    /// <param name="name">The event's name.</param>
    /// <param name="handler">Answers by <see cref="ServerSideEvent.Answer"/>, if <see cref="ServerSideEvent.WantsAnswer"/>.</param>
    public void OnServerSideEmit(string name, Func<ServerSideEvent, ValueTask> handler)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(handler);
        ServerSide.Add(name, handler);
    }

    /// <inheritdoc cref="OnServerSideEmit(string, Func{ServerSideEvent, ValueTask})"/>
    public void OnServerSideEmit(string name, Action<ServerSideEvent> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        OnServerSideEmit(name, received =>
        {
            handler(received);
            return ValueTask.CompletedTask;
        });
    }

    /// <summary>
    /// Emits an event to all other servers of the adapter's; this one does not get it. With the adapter in memory there are none.
    /// </summary>
    /// <param name="name">The event's name.</param>
    /// <param name="arguments">Written as <see cref="SocketIOOptions.Json"/> writes their types; bytes as base64 text.</param>
    /// <exception cref="NotSupportedException">Nothing in <see cref="SocketIOOptions.Json"/> knows an argument's type.</exception>
    /// <returns>The names of the servers that did not take it in time.</returns>
    public async ValueTask<IReadOnlyList<string>> ServerSideEmitAsync(string name, params object?[] arguments)
    {
        var answers = await Adapter.EmitToServersAsync(ServerSideArray(name, arguments), wantsAnswers: false).ConfigureAwait(false);
        return answers.Missing;
    }

    /// <summary>Emits an event to all other servers of the adapter's, and collects their answers.</summary>
    /// <typeparam name="T">The answers' type.</typeparam>
    /// <param name="name">The event's name.</param>
    /// <param name="arguments">Written as <see cref="SocketIOOptions.Json"/> writes their types; bytes as base64 text.</param>
    /// <exception cref="NotSupportedException">Nothing in <see cref="SocketIOOptions.Json"/> knows a type.</exception>
    /// <returns>
    /// Ends when all servers have answered, or the adapter's time for it is over. One that answers something else than a
    /// <typeparamref name="T"/> is missing.
    /// </returns>
    public async ValueTask<ServerAnswers<T>> ServerSideEmitWithAckAsync<T>(string name, params object?[] arguments)
    {
        var type = SocketIOJson.ForServers(typeof(T), Server.Options.Json);
        var answers = await Adapter.EmitToServersAsync(ServerSideArray(name, arguments), wantsAnswers: true).ConfigureAwait(false);
        var values = new List<T?>(answers.Values.Count);
        var missing = new List<string>(answers.Missing);
        foreach (var answer in answers.Values)
        {
            try
            {
                values.Add((T?)JsonSerializer.Deserialize(answer.Json.Span, type));
            }
            catch (Exception e) when (e is JsonException or NotSupportedException or FormatException or InvalidOperationException)
            {
                missing.Add(answer.Server);
            }
        }

        return new(values, missing);
    }

    internal bool TryHandle(ServerSideEvent received) => ServerSide.TryHandle(received);

    private byte[] ServerSideArray(string name, object?[] arguments)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(arguments);
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, SocketIOJson.WriterOptions))
        {
            json.WriteStartArray();
            json.WriteStringValue(name);
            foreach (var argument in arguments)
            {
                if (argument is null)
                    json.WriteNullValue();
                else
                    JsonSerializer.Serialize(json, argument, SocketIOJson.ForServers(argument.GetType(), Server.Options.Json));
            }

            json.WriteEndArray();
        }

        return output.WrittenSpan.ToArray();
    }
}
