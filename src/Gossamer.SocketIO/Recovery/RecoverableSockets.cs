using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Gossamer.SocketIO.EngineIO.Limits;

namespace Gossamer.SocketIO.Recovery;

/// <summary>
/// Sockets whose clients can come back, by their private session id (<c>pid</c>). Those whose clients are away are bounded in number
/// and time, with one timer for all: they wait equally long, so they are over in the order in which they began.
/// </summary>
internal sealed class RecoverableSockets : IDisposable
{
    // timers round down, and one that is due must not go off under the caller's locks
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly RecoveryOptions _options;
    private readonly MemoryBudget _memory;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly ITimer _sweep;
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, Socket> _all = new(StringComparer.Ordinal);
    private readonly Dictionary<Socket, LinkedListNode<Waiting>> _waiting = [];
    private readonly LinkedList<Waiting> _oldestFirst = new();

    /// <param name="options">The bounds.</param>
    /// <param name="silence">For how long a connection may be dead before that is noticed.</param>
    /// <param name="time">The clock.</param>
    /// <param name="memory">Where what is kept counts.</param>
    public RecoverableSockets(RecoveryOptions options, TimeSpan silence, TimeProvider time, MemoryBudget memory)
    {
        (_options, _memory) = (options, memory);
        MaxAge = options.MaxDisconnection + silence;
        _sweep = time.CreateTimer(static s => ((RecoverableSockets)s!).TrimLogs(), this, MaxAge, MaxAge);
        _time = time;
        _timer = time.CreateTimer(static s =>
            ((RecoverableSockets)s!).EndOverdue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// How old an event may be that a client has missed: it was sent while nobody knew yet that the connection was dead, or while the
    /// client was away.
    /// </summary>
    public TimeSpan MaxAge { get; }

    /// <summary>Sockets whose clients are away.</summary>
    public IReadOnlyList<Socket> Waiters
    {
        get
        {
            lock (_gate)
                return [.. _waiting.Keys];
        }
    }

    public void Register(string pid, Socket socket) => _all[pid] = socket;

    public void Unregister(string pid, Socket socket) => _all.TryRemove(KeyValuePair.Create(pid, socket));

    /// <summary>
    /// The client is back at another server: a connection here that is not known to be dead ends now, and the socket waits.
    /// </summary>
    public bool TryFind(string pid, string ns, [NotNullWhen(true)] out Socket? socket)
    {
        if (!_all.TryGetValue(pid, out socket) || socket.Namespace.Name != ns)
            return false;
        if (socket.Connected)
            socket.Supersede();
        return socket.IsAwaitingReconnect;
    }

    /// <summary>The client of this socket is away from now on; false when no more may wait.</summary>
    public bool TryWait(Socket socket)
    {
        lock (_gate)
        {
            if (_waiting.Count >= _options.MaxWaiting)
                return false;
            if (_waiting.Count == 0)
                _timer.Change(_options.MaxDisconnection + Tick, Timeout.InfiniteTimeSpan);
            _waiting[socket] = _oldestFirst.AddLast(new Waiting(socket, _time.GetTimestamp()));
            _memory.Add(socket.Handshake.Size); // a connected one's counts for its connection
            return true;
        }
    }

    /// <summary>
    /// The client is back. It may be so before its old connection is known to be dead, as when a telephone changes networks: then
    /// that connection ends now. An id of another namespace's socket counts as unknown, and that socket goes on.
    /// </summary>
    public bool TryTake(string pid, string ns, [NotNullWhen(true)] out Socket? socket)
    {
        if (!_all.TryGetValue(pid, out socket) || socket.Namespace.Name != ns)
            return false;
        if (socket.Connected)
            socket.Supersede();
        return TryRemove(socket);
    }

    /// <summary>Waits for that socket's client no longer.</summary>
    public void GiveUp(Socket socket)
    {
        if (TryRemove(socket))
            socket.GiveUp();
    }

    public void Dispose()
    {
        _timer.Dispose();
        _sweep.Dispose();
    }

    /// <summary>Logs age when something is added; those of idle clients by this.</summary>
    private void TrimLogs()
    {
        foreach (var (_, socket) in _all)
            socket.TrimLog();
    }

    private void EndOverdue()
    {
        foreach (var socket in TakeOverdue())
            socket.GiveUp();
    }

    private bool TryRemove(Socket socket)
    {
        lock (_gate)
        {
            if (!_waiting.Remove(socket, out var node))
                return false;
            _oldestFirst.Remove(node);
            _memory.Add(-socket.Handshake.Size);
            return true;
        }
    }

    private List<Socket> TakeOverdue()
    {
        var overdue = new List<Socket>();
        lock (_gate)
        {
            while (_oldestFirst.First is { } first)
            {
                var left = Left(first.Value);
                if (left > TimeSpan.Zero)
                {
                    _timer.Change(left + Tick, Timeout.InfiniteTimeSpan);
                    break;
                }

                _oldestFirst.Remove(first);
                _waiting.Remove(first.Value.Socket);
                _memory.Add(-first.Value.Socket.Handshake.Size);
                overdue.Add(first.Value.Socket);
            }
        }

        return overdue;
    }

    private TimeSpan Left(Waiting waiting)
    {
        var left = _options.MaxDisconnection - _time.GetElapsedTime(waiting.Since);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private readonly record struct Waiting(Socket Socket, long Since);
}
