using Gossamer.SocketIO.Events;
using Gossamer.SocketIO.Hubs.Authorization;

namespace Gossamer.SocketIO.Hubs;

/// <summary>
/// A call, step by step: the caller's right is checked, the arguments are read, the hub is made, filters run around the method itself, and
/// what came of it is the answer.
/// </summary>
internal abstract class HubMethod<THub, TArguments, TResult>(
    string eventName, string methodName, object[] metadata, HubArguments<TArguments> arguments)
    : SocketHubMethod<THub>(eventName, methodName, metadata)
    where THub : SocketHub
{
    private Func<EventMessage, TArguments> _read = null!; // set by Bind, as the next
    private HubAuthorization? _authorization;

    protected HubRuntime<THub> Hub { get; private set; } = null!;

    internal override void Bind(SocketArgumentTypes types, HubRuntime<THub> hub)
    {
        Hub = hub;
        _authorization = HubAuthorization.For(Metadata, hub.Services, $"{typeof(THub)}.{MethodName}");
        var read = arguments.Bind(types);
        _read = message =>
        {
            var reader = new SocketArgumentReader(message);
            return read(ref reader);
        };
    }

    internal override ValueTask RunAsync(HubCallerContext caller, EventMessage message)
    {
        if (_authorization is not null)
            return RunAsync(caller, message.Copy(), default!); // its arguments are read after the check, which may wait
        return TryRead(message, out var read) ? RunAsync(caller, message, read) : ValueTask.CompletedTask;
    }

    /// <summary>Before the method is called. An error refuses the call.</summary>
    protected virtual EventError? Begin(HubInvocation<THub> invocation) => null;

    protected abstract ValueTask<TResult> InvokeAsync(THub hub, TArguments arguments, SocketHubCall call);

    /// <summary>Answers.</summary>
    /// <returns>Whether the invocation goes on, and ends itself.</returns>
    protected abstract bool End(HubInvocation<THub> invocation, TResult result);

    private async ValueTask RunAsync(HubCallerContext caller, EventMessage message, TArguments read)
    {
        var invocation = new HubInvocation<THub>(Hub, caller, message);
        var goesOn = false;
        try
        {
            if (_authorization is not null && !(await IsAllowedAsync(invocation).ConfigureAwait(false) && TryRead(message, out read)))
                return;
            if (Begin(invocation) is { } refusal)
            {
                message.Socket.Refuse(message, refusal);
                return;
            }

            invocation.MakeHub();
            var result = Hub.Filters.Count == 0
                ? await InvokeAsync(invocation.Hub, read, invocation.Call).ConfigureAwait(false)
                : await FilterAsync(invocation, read).ConfigureAwait(false);
            goesOn = End(invocation, result);
        }
        catch (Exception e) when (Hub.TryAnswer(e, message, caller))
        {
            // It was what the hub had to say to its client.
        }
        finally
        {
            if (!goesOn)
                await invocation.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask<bool> IsAllowedAsync(HubInvocation<THub> invocation)
    {
        var (caller, message) = (invocation.Caller, invocation.Message);
        if (await _authorization!.CheckAsync(invocation.Services, caller.User, caller).ConfigureAwait(false) is not { } refusal)
            return true;
        message.Socket.Refuse(message, refusal);
        return false;
    }

    private bool TryRead(EventMessage message, out TArguments read)
    {
        if (ArgumentReader.TryRead(message, _read, out read, out var fault))
            return true;
        message.Socket.Refuse(message, HubErrors.BadArguments(fault, Hub.EnableDetailedErrors));
        return false;
    }

    private async ValueTask<TResult> FilterAsync(HubInvocation<THub> invocation, TArguments read)
    {
        var context = new SocketHubInvocationContext(
            invocation.Caller, invocation.Services, invocation.Hub, MethodName, EventName, arguments.Pack(read), Metadata);
        Func<SocketHubInvocationContext, ValueTask<object?>> next = async c =>
            await InvokeAsync((THub)c.Hub, arguments.Unpack(c.HubMethodArguments), invocation.Call).ConfigureAwait(false);
        for (var i = Hub.Filters.Count - 1; i >= 0; i--)
        {
            var (filter, inner) = (invocation.Filter(Hub.Filters[i]), next);
            next = c => filter.InvokeMethodAsync(c, inner);
        }

        return await next(context).ConfigureAwait(false) is TResult result ? result : default!;
    }
}
