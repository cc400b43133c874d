using Gossamer.SocketIO.Hubs.Streams;
using Microsoft.Extensions.DependencyInjection;

namespace Gossamer.SocketIO.Hubs;

/// <summary>One call: its scope and its hub, which end with it.</summary>
internal sealed class HubInvocation<THub> : IAsyncDisposable
    where THub : SocketHub
{
    private readonly HubRuntime<THub> _runtime;
    private readonly AsyncServiceScope _scope;
    private THub? _hub;
    private bool _ownsHub;
    private Stack<object>? _filters; // those of the call's own that end with it

    public HubInvocation(HubRuntime<THub> runtime, HubCallerContext caller, EventMessage message)
    {
        (_runtime, Caller, Message) = (runtime, caller, message);
        _scope = runtime.Services.CreateAsyncScope();
    }

    public HubCallerContext Caller { get; }

    public EventMessage Message { get; }

    public IServiceProvider Services => _scope.ServiceProvider;

    public THub Hub => _hub!;

    public HubStream? Stream { get; private set; }

    public SocketHubCall Call => field ??= new(Services, Caller, Stream?.Cancelled);

    public void Begin(HubStream stream) => Stream = stream;

    /// <summary>From the container if it is registered there, which then lets go of it.</summary>
    public void MakeHub()
    {
        _hub = Services.GetService<THub>();
        _ownsHub = _hub is null;
        _hub ??= _runtime.Descriptor.Create(Services);
        _hub.Enter(_runtime.Callers, Caller);
    }

    public ISocketHubFilter Filter(HubFilterSource source)
    {
        if (source.Find(Services) is { } found)
            return found;
        var own = source.Make!(Services);
        if (own is IAsyncDisposable or IDisposable)
            (_filters ??= []).Push(own);
        return own;
    }

    public async ValueTask DisposeAsync()
    {
        Stream?.End();
        try
        {
            if (_ownsHub)
                await EndAsync(_hub).ConfigureAwait(false);
        }
        finally
        {
            await EndFiltersAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Whatever one of them throws, the others and the scope end.</summary>
    private async ValueTask EndFiltersAsync()
    {
        if (_filters is not { Count: > 0 } filters)
        {
            await _scope.DisposeAsync().ConfigureAwait(false);
            return;
        }

        try
        {
            await EndAsync(filters.Pop()).ConfigureAwait(false);
        }
        finally
        {
            await EndFiltersAsync().ConfigureAwait(false);
        }
    }

    private static ValueTask EndAsync(object? one)
    {
        if (one is IAsyncDisposable asynchronous)
            return asynchronous.DisposeAsync();
        (one as IDisposable)?.Dispose();
        return ValueTask.CompletedTask;
    }
}
