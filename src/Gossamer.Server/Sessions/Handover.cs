using Gossamer.Mesh;
using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>
/// A session on its way to another server:
/// <code>
/// Preparing --begun--> UnderWay --taken, not taken, withdrawn--> decided --finished--> Over
/// </code>
/// What decides first counts: a server from which the session was withdrawn may take it all the same, and that changes nothing here.
/// </summary>
internal sealed class Handover(Socket socket, NodeId to, bool isAsked)
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _outcome = -1;

    public Socket Socket => socket;

    public NodeId To => to;

    /// <summary>The other server has asked for it. Otherwise it is to keep it until somebody does.</summary>
    public bool IsAsked => isAsked;

    /// <summary>The socket is given away, or cannot be. Until then nothing is to be withdrawn.</summary>
    public Task Begun => _begun.Task;

    /// <summary>The session can be found again, here or there.</summary>
    public Task Over => _over.Task;

    public HandoverOutcome Outcome => (HandoverOutcome)Volatile.Read(ref _outcome);

    /// <summary>What the session had as it was given away; null until then.</summary>
    public CommonPast? Past { get; set; }

    public void Begin() => _begun.TrySetResult();

    /// <summary>Whether this decides. Who does does what is to be done, and then says that it is <see cref="Finish">over</see>.</summary>
    public bool TryDecide(HandoverOutcome outcome) => Interlocked.CompareExchange(ref _outcome, (int)outcome, -1) == -1;

    public void Finish()
    {
        _begun.TrySetResult();
        _over.TrySetResult();
    }
}
