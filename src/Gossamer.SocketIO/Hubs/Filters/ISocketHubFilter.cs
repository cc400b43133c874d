namespace Gossamer.SocketIO;

/// <summary>
/// Runs around the calls of hubs' methods, after the arguments were read and the caller's right was checked. Each step calls
/// <c>next</c>, or does not: what it throws is as if the method had thrown it.
/// </summary>
public interface ISocketHubFilter
{
    /// <summary>Around a call.</summary>
    /// <param name="invocationContext">The call.</param>
    /// <param name="next">The next filter, or the method.</param>
    /// <returns>The method's result: null if it has none, an <see cref="IAsyncEnumerable{T}"/> if it is a stream.</returns>
    ValueTask<object?> InvokeMethodAsync(
        SocketHubInvocationContext invocationContext, Func<SocketHubInvocationContext, ValueTask<object?>> next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return next(invocationContext);
    }

    /// <summary>Around <see cref="SocketHub.OnConnectedAsync"/>.</summary>
    /// <param name="context">The client.</param>
    /// <param name="next">The next filter, or the method.</param>
    Task OnConnectedAsync(SocketHubLifetimeContext context, Func<SocketHubLifetimeContext, Task> next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return next(context);
    }

    /// <summary>Around <see cref="SocketHub.OnDisconnectedAsync"/>.</summary>
    /// <param name="context">The client.</param>
    /// <param name="reason">Why it is gone.</param>
    /// <param name="next">The next filter, or the method.</param>
    Task OnDisconnectedAsync(
        SocketHubLifetimeContext context, DisconnectReason reason, Func<SocketHubLifetimeContext, DisconnectReason, Task> next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return next(context, reason);
    }
}
