using Gossamer.SocketIO.Acks;

namespace Gossamer.SocketIO.Hubs;

/// <summary>Its result is the answer.</summary>
internal sealed class FunctionMethod<THub, TArguments, TResult>(
    string eventName,
    string methodName,
    object[] metadata,
    HubArguments<TArguments> arguments,
    Func<THub, TArguments, SocketHubCall, ValueTask<TResult>> invoke)
    : HubMethod<THub, TArguments, TResult>(eventName, methodName, metadata, arguments)
    where THub : SocketHub
{
    private AnswerFormat<TResult> _answer; // set by Bind

    internal override void Bind(SocketArgumentTypes types, HubRuntime<THub> hub)
    {
        base.Bind(types, hub);
        _answer = types.Answer<TResult>();
    }

    protected override ValueTask<TResult> InvokeAsync(THub hub, TArguments arguments, SocketHubCall call) => invoke(hub, arguments, call);

    protected override bool End(HubInvocation<THub> invocation, TResult result)
    {
        _answer.Send(invocation.Message.Ack, result);
        return false;
    }
}
