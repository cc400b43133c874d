using System.ComponentModel;

namespace Gossamer.SocketIO.Hubs;

/// <summary>How a hub is made and called. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SocketHubDescriptor<THub>
    where THub : SocketHub
{
    private readonly Func<Namespace, HubCallers> _makeCallers;

    internal SocketHubDescriptor(
        Func<IServiceProvider, THub> create,
        SocketHubMethod<THub>[] methods,
        object[] metadata,
        Action<SocketArgumentTypes> checkClient,
        Func<Namespace, HubCallers> makeCallers) =>
        (Create, Methods, Metadata, CheckClient, _makeCallers) = (create, methods, metadata, checkClient, makeCallers);

    internal Func<IServiceProvider, THub> Create { get; }

    internal IReadOnlyList<SocketHubMethod<THub>> Methods { get; }

    /// <summary>The class's attributes.</summary>
    internal IReadOnlyList<object> Metadata { get; }

    /// <summary>Looks up the types that the client interface's methods send.</summary>
    internal Action<SocketArgumentTypes> CheckClient { get; }

    internal HubCallers MakeCallers(Namespace ns) => _makeCallers(ns);
}

/// <summary>Makes the descriptions of hubs. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SocketHubDescriptor
{
    /// <summary>A hub without a client interface.</summary>
    public static SocketHubDescriptor<THub> Untyped<THub>(
        Func<IServiceProvider, THub> create, SocketHubMethod<THub>[] methods, object[] metadata)
        where THub : SocketHub =>
        new(create, methods, metadata, static _ => { }, static ns => new HubCallers(ns));

    /// <summary>A hub with a client interface.</summary>
    public static SocketHubDescriptor<THub> Typed<THub, TClient>(
        Func<IServiceProvider, THub> create,
        SocketHubMethod<THub>[] methods,
        object[] metadata,
        Func<SocketClientTarget, TClient> makeClient,
        Action<SocketArgumentTypes> checkClient)
        where THub : SocketHub
        where TClient : class =>
        new(create, methods, metadata, checkClient, ns => new HubCallers<TClient>(ns, makeClient));
}
