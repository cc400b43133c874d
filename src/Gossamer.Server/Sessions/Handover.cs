using Gossamer.Mesh;
using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>
/// A session on its way to another server, until it is known to be there, or stays here, or goes to a third that has its client:
/// <code>
/// Under way --taken, not taken, withdrawn--> Over
/// </code>
/// The first of these counts: what a server says that the session was withdrawn from changes nothing here.
/// </summary>
internal sealed class Handover(Socket socket, NodeId to, bool isAsked)
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isDecided;

    public Socket Socket => socket;

    public NodeId To => to;

    /// <summary>The other server has asked for it. Otherwise it is to keep it until somebody does.</summary>
    public bool IsAsked => isAsked;

    public bool IsWithdrawn { get; private set; }

    /// <summary>The session can be found again, here or there.</summary>
    public Task Over => _over.Task;

    /// <summary>Whether this decides what becomes of it: who does then says when that is <see cref="Finish"/>ed.</summary>
    public bool TryDecide() => Interlocked.Exchange(ref _isDecided, 1) == 0;

    /// <summary>The same for one that somebody else has asked for.</summary>
    public bool TryWithdraw() => TryDecide() && (IsWithdrawn = true);

    public void Finish() => _over.SetResult();
}
