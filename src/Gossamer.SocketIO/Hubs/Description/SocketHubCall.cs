using System.ComponentModel;

namespace Gossamer.SocketIO.Hubs;

/// <summary>What a hub's method may ask for beside its event's arguments. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SocketHubCall
{
    private readonly CancellationToken? _cancellation;
    private readonly SocketHubCallerContext _context;

    internal SocketHubCall(IServiceProvider services, SocketHubCallerContext context, CancellationToken? cancellation) =>
        (Services, _context, _cancellation) = (services, context, cancellation);

    /// <summary>The call's scope.</summary>
    public IServiceProvider Services { get; }

    /// <summary>Cancelled when the client is gone; of a stream, also when the client wants no more of it.</summary>
    public CancellationToken CancellationToken => _cancellation ?? _context.ConnectionAborted;
}
