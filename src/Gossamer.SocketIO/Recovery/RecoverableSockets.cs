using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

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
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly ITimer _sweep;
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, Socket> _all = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LinkedListNode<Waiting>> _waiting = new(StringComparer.Ordinal);
    private readonly LinkedList<Waiting> _oldestFirst = new();

    /// <param name="options">The bounds.</param>
    /// <param name="silence">For how long a connection may be dead before that is noticed.</param>
    /// <param name="time">The clock.</param>
    public RecoverableSockets(RecoveryOptions options, TimeSpan silence, TimeProvider time)
    {
        _options = options;
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

    public IReadOnlyList<Socket> Waiters
    {
        get
        {
            lock (_gate)
                return [.. _oldestFirst.Select(static waiting => waiting.Socket)];
        }
    }

    public void Register(string pid, Socket socket) => _all[pid] = socket;

    /// <summary>False when another socket has the id by now.</summary>
    public bool TryRegister(string pid, Socket socket) => _all.TryAdd(pid, socket);

    public void Unregister(string pid, Socket socket) => _all.TryRemove(KeyValuePair.Create(pid, socket));

    public bool TryGet(string pid, [NotNullWhen(true)] out Socket? socket) => _all.TryGetValue(pid, out socket);

    /// <summary>The client of this socket is away since that moment; false when no more may wait.</summary>
    public bool TryWait(string pid, Socket socket, long since)
    {
        lock (_gate)
        {
            if (_waiting.Count >= _options.MaxWaiting || _waiting.ContainsKey(pid))
                return false;
            var node = _waiting[pid] = new LinkedListNode<Waiting>(new Waiting(pid, socket, since));
            Insert(node);
            if (_oldestFirst.First == node)
                _timer.Change(Left(node.Value) + Tick, Timeout.InfiniteTimeSpan);
            return true;
        }
    }

    /// <summary>
    /// The client is back. It may be so before its old connection is known to be dead, as when a telephone changes networks: then
    /// that connection ends now. An id of another namespace's socket counts as unknown, and that socket goes on.
    /// </summary>
    public bool TryTake(string pid, string ns, [NotNullWhen(true)] out Socket? socket)
    {
        socket = null;
        if (!_all.TryGetValue(pid, out var known) || known.Namespace.Name != ns)
            return false;
        if (known.Connected)
            known.Supersede();
        lock (_gate)
        {
            socket = _waiting.Remove(pid, out var node) ? node.Value.Socket : null;
            if (node is not null)
                _oldestFirst.Remove(node);
            return socket is not null;
        }
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
                _waiting.Remove(first.Value.Pid);
                overdue.Add(first.Value.Socket);
            }
        }

        return overdue;
    }

    /// <summary>The last one, unless it waited at another server before.</summary>
    private void Insert(LinkedListNode<Waiting> node)
    {
        var before = _oldestFirst.Last;
        while (before is not null && before.Value.Since > node.Value.Since)
            before = before.Previous;
        if (before is null)
            _oldestFirst.AddFirst(node);
        else
            _oldestFirst.AddAfter(before, node);
    }

    private TimeSpan Left(Waiting waiting)
    {
        var left = _options.MaxDisconnection - _time.GetElapsedTime(waiting.Since);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private readonly record struct Waiting(string Pid, Socket Socket, long Since);
}
