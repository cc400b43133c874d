namespace Gossamer.SocketIO;

/// <summary>A client that has joined a hub, or left it, for an <see cref="ISocketHubFilter"/>.</summary>
public sealed class SocketHubLifetimeContext
{
    /// <summary>A client that comes or goes.</summary>
    /// <param name="context">The client.</param>
    /// <param name="serviceProvider">The scope.</param>
    /// <param name="hub">The hub.</param>
    public SocketHubLifetimeContext(SocketHubCallerContext context, IServiceProvider serviceProvider, SocketHub hub) =>
        (Context, ServiceProvider, Hub) = (context, serviceProvider, hub);

    /// <summary>The client.</summary>
    public SocketHubCallerContext Context { get; }

    /// <summary>The scope.</summary>
    public IServiceProvider ServiceProvider { get; }

    /// <summary>The hub.</summary>
    public SocketHub Hub { get; }
}
