namespace Gossamer.SocketIO.Hubs;

/// <summary>That it has ended is the answer.</summary>
internal sealed class ActionMethod<THub, TArguments>(
    string eventName,
    string methodName,
    object[] metadata,
    HubArguments<TArguments> arguments,
    Func<THub, TArguments, SocketHubCall, ValueTask> invoke)
    : HubMethod<THub, TArguments, NoResult>(eventName, methodName, metadata, arguments)
    where THub : SocketHub
{
    protected override ValueTask<NoResult> InvokeAsync(THub hub, TArguments arguments, SocketHubCall call)
    {
        var running = invoke(hub, arguments, call);
        return running.IsCompletedSuccessfully ? default : WaitAsync(running);
    }

    protected override bool End(HubInvocation<THub> invocation, NoResult result)
    {
        invocation.Message.Ack.Send();
        return false;
    }

    private static async ValueTask<NoResult> WaitAsync(ValueTask running)
    {
        await running.ConfigureAwait(false);
        return default;
    }
}
