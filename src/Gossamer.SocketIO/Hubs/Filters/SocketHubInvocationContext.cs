namespace Gossamer.SocketIO;

/// <summary>A call of a hub's method, for an <see cref="ISocketHubFilter"/>.</summary>
public sealed class SocketHubInvocationContext
{
    /// <summary>A call; filters make one to pass other arguments on.</summary>
    /// <param name="context">Who calls.</param>
    /// <param name="serviceProvider">The call's scope.</param>
    /// <param name="hub">The hub.</param>
    /// <param name="hubMethodName">The method's name.</param>
    /// <param name="eventName">The event's name.</param>
    /// <param name="hubMethodArguments">The event's arguments, in the order and of the types of the method's parameters.</param>
    /// <param name="hubMethodMetadata">The method's attributes.</param>
    public SocketHubInvocationContext(
        SocketHubCallerContext context,
        IServiceProvider serviceProvider,
        SocketHub hub,
        string hubMethodName,
        string eventName,
        IReadOnlyList<object?> hubMethodArguments,
        IReadOnlyList<object> hubMethodMetadata)
    {
        (Context, ServiceProvider, Hub) = (context, serviceProvider, hub);
        (HubMethodName, EventName) = (hubMethodName, eventName);
        (HubMethodArguments, HubMethodMetadata) = (hubMethodArguments, hubMethodMetadata);
    }

    /// <summary>Who calls.</summary>
    public SocketHubCallerContext Context { get; }

    /// <summary>The call's scope.</summary>
    public IServiceProvider ServiceProvider { get; }

    /// <summary>The hub.</summary>
    public SocketHub Hub { get; }

    /// <summary>The method's name.</summary>
    public string HubMethodName { get; }

    /// <summary>The event's name.</summary>
    public string EventName { get; }

    /// <summary>The event's arguments, in the order of the method's parameters; <c>next</c> takes a context with others.</summary>
    public IReadOnlyList<object?> HubMethodArguments { get; }

    /// <summary>The method's attributes, without those of the compiler and of .NET itself.</summary>
    public IReadOnlyList<object> HubMethodMetadata { get; }
}
