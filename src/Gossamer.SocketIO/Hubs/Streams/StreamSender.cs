using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gossamer.SocketIO.Hubs.Streams;

/// <summary>Sends the items of a stream to its client, one after another; see <see cref="StreamEvents"/>.</summary>
internal readonly struct StreamSender<TItem>(Socket socket, HubStream stream, JsonTypeInfo<TItem> type)
{
    /// <summary>The next item is asked for when the one before has found room in the client's outbox.</summary>
    /// <returns>What ended the stream too early; null: nothing.</returns>
    [SuppressMessage("Design", "CA1031", Justification = "The application's code may throw anything; the client is told.")]
    public async Task<EventError?> SendAsync<THub>(IAsyncEnumerable<TItem> items, HubRuntime<THub> hub)
        where THub : SocketHub
    {
        try
        {
            await foreach (var item in items.WithCancellation(stream.Cancelled).ConfigureAwait(false))
            {
                stream.Cancelled.ThrowIfCancellationRequested();
                await socket.EmitAsync(Item(item), stream.Cancelled).ConfigureAwait(false);
            }

            return null;
        }
        catch (OperationCanceledException) when (stream.Cancelled.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception e)
        {
            return hub.Fail(e, socket);
        }
    }

    public void End(EventError? error) => socket.Send(EncodedPacket.Event(
        socket.Namespace.Encoder, StreamEvents.End, (stream.Number, error), static (json, s) =>
        {
            json.WriteNumberValue(s.Number);
            s.error?.Write(json);
        }));

    /// <summary>Without an offset: a client that lost its connection has lost its streams, which are cancelled then.</summary>
    private EncodedPacket Item(TItem item) => EncodedPacket.Event(
        socket.Namespace.Encoder, StreamEvents.Item, (stream.Number, item, type), static (json, s) =>
        {
            json.WriteNumberValue(s.Number);
            JsonSerializer.Serialize(json, s.item, s.type);
        });
}
