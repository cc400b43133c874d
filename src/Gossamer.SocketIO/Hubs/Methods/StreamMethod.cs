using System.Text.Json.Serialization.Metadata;
using Gossamer.SocketIO.Hubs.Streams;

namespace Gossamer.SocketIO.Hubs;

/// <summary>The answer is the stream's number; its items follow as events.</summary>
internal sealed class StreamMethod<THub, TArguments, TItem>(
    string eventName,
    string methodName,
    object[] metadata,
    HubArguments<TArguments> arguments,
    Func<THub, TArguments, SocketHubCall, ValueTask<IAsyncEnumerable<TItem>>> invoke)
    : HubMethod<THub, TArguments, IAsyncEnumerable<TItem>>(eventName, methodName, metadata, arguments)
    where THub : SocketHub
{
    private JsonTypeInfo<TItem> _type = null!; // set by Bind

    internal override void Bind(SocketArgumentTypes types, HubRuntime<THub> hub)
    {
        base.Bind(types, hub);
        _type = types.Get<TItem>();
    }

    protected override EventError? Begin(HubInvocation<THub> invocation)
    {
        if (!invocation.Message.WantsAck)
            return HubErrors.NoAck;
        if (!invocation.Caller.Streams.TryBegin(invocation.Caller.ConnectionAborted, out var stream))
            return HubErrors.TooManyStreams(Hub.MaxStreams);
        invocation.Begin(stream);
        return null;
    }

    protected override ValueTask<IAsyncEnumerable<TItem>> InvokeAsync(THub hub, TArguments arguments, SocketHubCall call) =>
        invoke(hub, arguments, call);

    /// <summary>The socket's next calls do not wait for the stream's end.</summary>
    protected override bool End(HubInvocation<THub> invocation, IAsyncEnumerable<TItem> result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var stream = invocation.Stream!;
        invocation.Message.Ack.SendJson(stream.Answer);
        _ = RunAsync(invocation, new StreamSender<TItem>(invocation.Message.Socket, stream, _type), result);
        return true;
    }

    private async Task RunAsync(HubInvocation<THub> invocation, StreamSender<TItem> sender, IAsyncEnumerable<TItem> items)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // what is synchronous in it holds up nobody else
        var error = await sender.SendAsync(items, Hub).ConfigureAwait(false);
        await Hub.DisposeAsync(invocation).ConfigureAwait(false);
        sender.End(error);
    }
}
