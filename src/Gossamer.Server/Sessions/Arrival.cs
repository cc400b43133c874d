using Gossamer.Mesh;
using Gossamer.Server.Sessions.Wire;
using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>
/// One session, or what a client missed, on its way to this server:
/// <code>
/// Asking --begin--> Filling --ready--> Holding --end--> Over
///    |                 |                 (also when that takes too long: then what still comes is told without holding anything back)
///    +---not here------+---asked in vain---> Over
/// </code>
/// </summary>
/// <param name="take">Takes what has come, all at once; returns the way by which its connection gets what still comes, or null.</param>
internal sealed class Arrival(Func<NodeId, Begin, List<EncodedPacket>, ITold?> take)
{
    private const int MaxPackets = 10_000;

    private readonly Lock _gate = new();
    private TaskCompletionSource<bool> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<EncodedPacket> _packets = [];
    private NodeId? _from;
    private Begin? _begin;
    private ITold? _joining;
    private HashSet<NodeId> _asked = [];
    private bool _isUnheard;
    private bool _isHolding;
    private bool _isOver;

    /// <summary>It is here, whoever still waits for an answer.</summary>
    public bool IsTaken { get; private set; }

    /// <summary>Until then it is waited for.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.MaxValue;

    /// <summary>Until then what reaches the connection directly is held back.</summary>
    public TimeSpan HoldsUntil { get; set; } = TimeSpan.MaxValue;

    /// <summary>Asks these servers. The task tells whether one of them had it.</summary>
    public Task<bool> Ask(IEnumerable<NodeId> servers)
    {
        lock (_gate)
        {
            _asked = [.. servers];
            _isUnheard = false;
            _answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            return _answer.Task;
        }
    }

    /// <summary>A server says that the client is there, or seems to be.</summary>
    public bool IsConnectedThere { get; private set; }

    /// <summary>
    /// A server that was asked does not have it. One that was asked before, and answers late, says nothing about the others.
    /// </summary>
    public void NotHere(NodeId from, bool isConnected = false)
    {
        lock (_gate)
        {
            IsConnectedThere |= isConnected;
            if (_asked.Remove(from) && _asked.Count == 0 && _from is null)
                _answer.TrySetResult(false);
        }
    }

    /// <summary>A server that was asked has not heard it, as far as is known.</summary>
    public void NotHeard(NodeId server)
    {
        lock (_gate)
            _isUnheard = true;
        NotHere(server);
    }

    /// <summary>Who was asked last has not answered: one that does not hear, or stands still.</summary>
    public bool IsUnanswered
    {
        get
        {
            lock (_gate)
                return (_isUnheard || _asked.Count > 0) && _from is null && !_isOver;
        }
    }

    /// <summary>The first server that has it is listened to.</summary>
    public bool Begin(NodeId from, Begin begin)
    {
        lock (_gate)
        {
            if (_from is not null || _isOver)
                return false;
            (_from, _begin) = (from, begin);
            return true;
        }
    }

    public bool Add(NodeId from, List<EncodedPacket> packets, bool areLate = false)
    {
        lock (_gate)
        {
            if (_from != from || _isOver || _packets.Count + packets.Count > MaxPackets)
                return false;
            if (_joining is null)
                _packets.AddRange(packets);
            else if (areLate)
                packets.ForEach(_joining.KeepPlace);
            else
                packets.ForEach(_joining.Tell);
            return true;
        }
    }

    /// <summary>All has come that there was.</summary>
    public bool Ready(NodeId from, Ready ready)
    {
        lock (_gate)
        {
            if (_from != from || _isOver || _joining is not null)
                return false;
            _joining = _packets.Count == ready.Packets ? take(from, _begin!, _packets) : null;
            _packets = [];
            _isOver = _joining is null;
            IsTaken = _isHolding = _joining is not null;
            _answer.TrySetResult(IsTaken);
            return IsTaken;
        }
    }

    /// <summary>Nothing more comes, or nothing more is waited for.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isOver = true;
            _answer.TrySetResult(false);
        }

        EndHolding();
    }

    /// <summary>What still comes is told, but nobody waits for it any more.</summary>
    public void EndHolding()
    {
        lock (_gate)
        {
            if (!_isHolding)
                return;
            _isHolding = false;
        }

        _joining!.End();
    }

    /// <summary>A server has it, and has begun to tell.</summary>
    public bool HasBegun
    {
        get
        {
            lock (_gate)
                return _from is not null;
        }
    }

    /// <summary>A server has begun to tell, and nothing has gone wrong with that.</summary>
    public bool IsGiven
    {
        get
        {
            lock (_gate)
                return _from is not null && (IsTaken || !_isOver);
        }
    }

    public bool IsFrom(NodeId server)
    {
        lock (_gate)
            return _from == server;
    }
}
