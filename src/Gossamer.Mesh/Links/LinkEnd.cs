using System.Net.WebSockets;

namespace Gossamer.Mesh;

/// <summary>
/// How a transport's end of a link ends: the first reason stays, and whatever the link waits for is cancelled. For transports over
/// WebSockets; safe to call from any thread.
/// </summary>
internal sealed class LinkEnd : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly OrderedLock _gate = new(LockRank.Leaf);
    private LinkClose? _reason;

    internal LinkEnd() => Cancellation = _ended.Token;

    /// <summary>Cancelled when this side ends the link.</summary>
    internal CancellationToken Cancellation { get; }

    /// <summary>Why this side ends the link, once it does.</summary>
    internal LinkClose? Reason
    {
        get
        {
            using (_gate.EnterScope())
                return _reason;
        }
    }

    /// <summary>After this <see cref="Close"/> finds nothing to do.</summary>
    public void Dispose()
    {
        using (_gate.EnterScope())
            _reason ??= default(LinkClose);
        _ended.Dispose();
    }

    /// <summary>What a connection throws when it breaks, is cancelled, or is closed meanwhile by the other of two tasks.</summary>
    internal static bool IsBroken(Exception e) =>
        e is WebSocketException or HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException
            or InvalidOperationException;

    internal void Close(LinkClose reason)
    {
        using (_gate.EnterScope())
        {
            if (_reason is not null)
                return;
            _reason = reason;
            _ = _ended.CancelAsync(); // callbacks run elsewhere: the caller may hold locks
        }
    }

    /// <summary>Ends what the link still waits for, without a reason of this side's own.</summary>
    internal Task CancelAsync() => _ended.CancelAsync();
}
