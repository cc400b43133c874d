namespace Gossamer.SocketIO;

/// <summary>What a namespace, or all namespaces of a pattern, do with a client that joins. Replaced as a whole when added to.</summary>
internal sealed class NamespaceHandlers : INamespaceHandlers
{
    private Func<Socket, ValueTask<ConnectRefusal?>>[] _middleware = [];
    private Func<Socket, ValueTask>[] _onConnection = [];

    public void Use(Func<Socket, ValueTask<ConnectRefusal?>> middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        _middleware = [.. _middleware, middleware];
    }

    public void OnConnection(Func<Socket, ValueTask> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _onConnection = [.. _onConnection, handler];
    }

    /// <summary>The same to begin with; what is added to one is not added to the other.</summary>
    public NamespaceHandlers Copy() => new() { _middleware = _middleware, _onConnection = _onConnection };

    public async ValueTask<ConnectRefusal?> CheckAsync(Socket socket)
    {
        foreach (var middleware in _middleware)
        {
            if (await middleware(socket).ConfigureAwait(false) is { } refusal)
                return refusal;
        }

        return null;
    }

    public async ValueTask WelcomeAsync(Socket socket)
    {
        foreach (var handler in _onConnection)
            await handler(socket).ConfigureAwait(false);
    }
}
