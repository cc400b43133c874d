using System.ComponentModel;
using System.Text;

namespace Gossamer.SocketIO.Hubs;

/// <summary>One method of a hub. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SocketHubMethod<THub>
    where THub : SocketHub
{
    private protected SocketHubMethod(string eventName, string methodName, object[] metadata)
    {
        (EventName, MethodName, Metadata) = (eventName, methodName, metadata);
        Utf8Name = Encoding.UTF8.GetBytes(eventName);
    }

    internal string EventName { get; }

    internal byte[] Utf8Name { get; }

    internal string MethodName { get; }

    /// <summary>The method's attributes.</summary>
    internal object[] Metadata { get; }

    /// <summary>Looks up how its arguments and its result are read and written.</summary>
    internal abstract void Bind(SocketArgumentTypes types, HubRuntime<THub> hub);

    /// <summary>Has read the event, or copied it, before it first waits.</summary>
    internal abstract ValueTask RunAsync(HubCallerContext caller, EventMessage message);
}

/// <summary>Makes the descriptions of a hub's methods. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SocketHubMethod
{
    /// <summary>A method without a result.</summary>
    public static SocketHubMethod<THub> Action<THub, TArguments>(
        string eventName,
        string methodName,
        object[] metadata,
        Func<SocketArgumentTypes, SocketArgumentsReader<TArguments>> bind,
        Func<TArguments, object?[]> pack,
        Func<IReadOnlyList<object?>, TArguments> unpack,
        Func<THub, TArguments, SocketHubCall, ValueTask> invoke)
        where THub : SocketHub =>
        new ActionMethod<THub, TArguments>(eventName, methodName, metadata, new(bind, pack, unpack), invoke);

    /// <summary>A method whose result is the answer.</summary>
    public static SocketHubMethod<THub> Function<THub, TArguments, TResult>(
        string eventName,
        string methodName,
        object[] metadata,
        Func<SocketArgumentTypes, SocketArgumentsReader<TArguments>> bind,
        Func<TArguments, object?[]> pack,
        Func<IReadOnlyList<object?>, TArguments> unpack,
        Func<THub, TArguments, SocketHubCall, ValueTask<TResult>> invoke)
        where THub : SocketHub =>
        new FunctionMethod<THub, TArguments, TResult>(eventName, methodName, metadata, new(bind, pack, unpack), invoke);

    /// <summary>A method whose result is a stream.</summary>
    public static SocketHubMethod<THub> Stream<THub, TArguments, TItem>(
        string eventName,
        string methodName,
        object[] metadata,
        Func<SocketArgumentTypes, SocketArgumentsReader<TArguments>> bind,
        Func<TArguments, object?[]> pack,
        Func<IReadOnlyList<object?>, TArguments> unpack,
        Func<THub, TArguments, SocketHubCall, ValueTask<IAsyncEnumerable<TItem>>> invoke)
        where THub : SocketHub =>
        new StreamMethod<THub, TArguments, TItem>(eventName, methodName, metadata, new(bind, pack, unpack), invoke);
}
