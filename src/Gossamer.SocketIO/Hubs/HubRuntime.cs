using System.Diagnostics.CodeAnalysis;
using Gossamer.SocketIO.Hubs.Authorization;
using Gossamer.SocketIO.Packets;
using Microsoft.Extensions.DependencyInjection;

namespace Gossamer.SocketIO.Hubs;

/// <summary>A hub that is served in a namespace: takes its clients in, and finds the methods for their events.</summary>
internal sealed class HubRuntime<THub>
    where THub : SocketHub
{
    private readonly Namespace _namespace;
    private readonly ISocketUserIdProvider _users;
    private readonly HubAuthorization? _authorization;
    private readonly HubSettings _settings;

    public HubRuntime(
        Namespace ns, SocketHubDescriptor<THub> descriptor, HubSettings settings, ISocketUserIdProvider users, IServiceProvider services)
    {
        (_namespace, Descriptor, _settings, _users, Services) = (ns, descriptor, settings, users, services);
        Callers = descriptor.MakeCallers(ns);
        _authorization = HubAuthorization.For(descriptor.Metadata, services, typeof(THub).ToString());
        var types = new SocketArgumentTypes(ns.Server.Options.Json);
        Check(types, "its client interface", descriptor.CheckClient);
        foreach (var method in descriptor.Methods)
            Check(types, method.MethodName, t => method.Bind(t, this));
    }

    public IServiceProvider Services { get; }

    public SocketHubDescriptor<THub> Descriptor { get; }

    public HubCallers Callers { get; }

    public bool EnableDetailedErrors => _settings.EnableDetailedErrors;

    public int MaxStreams => _settings.MaxStreams;

    public IReadOnlyList<HubFilterSource> Filters => _settings.Filters;

    public void Attach()
    {
        if (_authorization is not null)
            _namespace.Use(RefusalOfAsync);
        _namespace.OnConnection(ConnectAsync);
    }

    /// <summary>What a client is told of an exception; false: nothing but that there was one, which is logged.</summary>
    public bool TryAnswer(Exception exception, in EventMessage message, HubCallerContext caller)
    {
        if (exception is OperationCanceledException && !caller.Socket.Connected)
            return true; // it ended as it was told to
        if (ErrorOf(exception) is { } error)
            message.Socket.Refuse(message, error);
        return exception is SocketHubException;
    }

    /// <summary>Null: the client learns no more than that there was one.</summary>
    public EventError? ErrorOf(Exception exception) => exception is SocketHubException told
        ? new EventError(told.Code, told.Message)
        : _settings.EnableDetailedErrors
            ? new EventError(EventError.HandlerFailed.Code, $"{exception.GetType().Name}: {exception.Message}")
            : null;

    /// <summary>Logs, unless the hub threw it for its client.</summary>
    public EventError Fail(Exception exception, Socket socket)
    {
        if (exception is not SocketHubException)
            _namespace.Server.Log.HandlerFailed(exception, socket.LogName);
        return ErrorOf(exception) ?? EventError.HandlerFailed;
    }

    [SuppressMessage("Design", "CA1031", Justification = "The application's code may throw anything; it is logged.")]
    public async ValueTask DisposeAsync(HubInvocation<THub> invocation)
    {
        try
        {
            await invocation.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            _namespace.Server.Log.HandlerFailed(e, invocation.Caller.Socket.LogName);
        }
    }

    private async ValueTask<ConnectRefusal?> RefusalOfAsync(Socket socket)
    {
        var scope = Services.CreateAsyncScope();
        await using var disposing = scope.ConfigureAwait(false);
        return await _authorization!.CheckAsync(scope.ServiceProvider, socket.User, socket).ConfigureAwait(false) is { } refusal
            ? ConnectRefusal.WithCode(refusal.Message, refusal.Code)
            : null;
    }

    private async ValueTask ConnectAsync(Socket socket)
    {
        var caller = socket.Hub ??= new HubCallerContext(socket, _settings.MaxStreams);
        try
        {
            if (await IsRefusedNowAsync(socket).ConfigureAwait(false))
            {
                socket.Disconnect();
                return;
            }

            caller.UserId = _users.GetUserId(socket);
            UserRooms.Enter(socket, caller.UserId);
            socket.HandleAll(message => DispatchAsync(caller, message));
            await RunLifetimeAsync(caller, static c => c.Hub.OnConnectedAsync(), static (f, c, next) => f.OnConnectedAsync(c, next))
                .ConfigureAwait(false);
        }
        catch
        {
            socket.Disconnect();
            throw;
        }

        socket.OnDisconnect(reason => DisconnectedAsync(caller, reason));
    }

    /// <summary>A client may be recovered without the namespace's checks, but not without the hub's.</summary>
    private async ValueTask<bool> IsRefusedNowAsync(Socket socket) =>
        _authorization is not null
        && socket.Recovered
        && _namespace.Server.Options.Recovery is { RunMiddleware: false }
        && await RefusalOfAsync(socket).ConfigureAwait(false) is not null;

    private ValueTask DisconnectedAsync(HubCallerContext caller, DisconnectReason reason) => RunLifetimeAsync(
        caller,
        context => context.Hub.OnDisconnectedAsync(reason),
        (filter, context, next) => filter.OnDisconnectedAsync(context, reason, (c, _) => next(c)));

    private async ValueTask RunLifetimeAsync(
        HubCallerContext caller,
        Func<SocketHubLifetimeContext, Task> run,
        Func<ISocketHubFilter, SocketHubLifetimeContext, Func<SocketHubLifetimeContext, Task>, Task> filterBy)
    {
        var invocation = new HubInvocation<THub>(this, caller, default);
        await using var disposing = invocation.ConfigureAwait(false);
        invocation.MakeHub();
        var next = run;
        for (var i = Filters.Count - 1; i >= 0; i--)
        {
            var (filter, inner) = (invocation.Filter(Filters[i]), next);
            next = context => filterBy(filter, context, inner);
        }

        await next(new SocketHubLifetimeContext(caller, invocation.Services, invocation.Hub)).ConfigureAwait(false);
    }

    private ValueTask DispatchAsync(HubCallerContext caller, EventMessage message)
    {
        if (!EventName.TryRead(message.Payload.Span, out var name))
            return ValueTask.CompletedTask;
        foreach (var method in Descriptor.Methods)
        {
            if (name.Is(method.Utf8Name))
                return method.RunAsync(caller, message);
        }

        if (name.Is(Streams.StreamEvents.Cancel))
            caller.Streams.Cancel(message);
        else if (!message.Socket.HasHandlerOf(message))
            message.Socket.Refuse(message, HubErrors.UnknownEvent(message.Name));
        return ValueTask.CompletedTask;
    }

    private static void Check(SocketArgumentTypes types, string what, Action<SocketArgumentTypes> bind)
    {
        try
        {
            bind(types);
        }
        catch (NotSupportedException e)
        {
            throw new InvalidOperationException($"The hub {typeof(THub)}, {what}: {e.Message}", e);
        }
    }
}
