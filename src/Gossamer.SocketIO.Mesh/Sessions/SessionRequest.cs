using Gossamer.Mesh;
using Gossamer.SocketIO.Mesh.Requests;
using Gossamer.SocketIO.Mesh.Wire;

namespace Gossamer.SocketIO.Mesh.Sessions;

/// <summary>The question whose session it is: one server knows, and the first that does ends it.</summary>
internal sealed class SessionRequest(ulong number, IReadOnlyList<NodeId> peers) : IPeerRequest
{
    private readonly Lock _gate = new();
    private readonly HashSet<NodeId> _awaited = [.. peers];
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (NodeId Server, SocketDescription Socket)? _found;

    public ulong Number => number;

    public Task Done => _done.Task;

    /// <summary>Null: nobody knows, or has said so by now.</summary>
    public (NodeId Server, SocketDescription Socket)? Found
    {
        get
        {
            lock (_gate)
                return _found;
        }
    }

    /// <returns>False: it was not asked, or has answered.</returns>
    public bool OnAnswer(NodeId from, Description? socket)
    {
        lock (_gate)
        {
            if (!_awaited.Remove(from))
                return false;
            if (socket is not null)
                _found ??= (from, DescriptionCodec.Decode(socket));
            if (_found is null && _awaited.Count > 0)
                return true;
        }

        _done.TrySetResult();
        return true;
    }

    public void OnDeclined(NodeId from) => OnAnswer(from, socket: null);
}
