namespace Gossamer.SocketIO;

/// <summary>
/// Checks and handlers that are no <see cref="ValueTask"/>: methods that return <see cref="Task"/>, or do not wait at all.
/// </summary>
public static class NamespaceHandlersExtensions
{
    /// <inheritdoc cref="INamespaceHandlers.Use"/>
    public static void Use(this INamespaceHandlers handlers, Func<Socket, Task<ConnectRefusal?>> middleware)
    {
        ArgumentNullException.ThrowIfNull(handlers);
        ArgumentNullException.ThrowIfNull(middleware);
        handlers.Use(socket => new ValueTask<ConnectRefusal?>(middleware(socket)));
    }

    /// <inheritdoc cref="INamespaceHandlers.Use"/>
    public static void Use(this INamespaceHandlers handlers, Func<Socket, ConnectRefusal?> middleware)
    {
        ArgumentNullException.ThrowIfNull(handlers);
        ArgumentNullException.ThrowIfNull(middleware);
        handlers.Use(socket => ValueTask.FromResult(middleware(socket)));
    }

    /// <inheritdoc cref="INamespaceHandlers.OnConnection"/>
    public static void OnConnection(this INamespaceHandlers handlers, Func<Socket, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handlers);
        ArgumentNullException.ThrowIfNull(handler);
        handlers.OnConnection(socket => new ValueTask(handler(socket)));
    }

    /// <inheritdoc cref="INamespaceHandlers.OnConnection"/>
    public static void OnConnection(this INamespaceHandlers handlers, Action<Socket> handler)
    {
        ArgumentNullException.ThrowIfNull(handlers);
        ArgumentNullException.ThrowIfNull(handler);
        handlers.OnConnection(socket =>
        {
            handler(socket);
            return ValueTask.CompletedTask;
        });
    }
}
