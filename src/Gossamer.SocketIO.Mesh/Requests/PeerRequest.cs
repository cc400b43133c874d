using Gossamer.Mesh;

namespace Gossamer.SocketIO.Mesh.Requests;

/// <summary>One request to other servers, each of which answers once or in pieces.</summary>
internal sealed class PeerRequest<T>(ulong number, IReadOnlyList<NodeId> peers) : IPeerRequest
{
    private readonly Lock _gate = new();
    private readonly HashSet<NodeId> _awaited = [.. peers];
    private readonly HashSet<NodeId> _declined = [];
    private readonly List<(NodeId Server, T Value)> _values = [];
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ulong Number => number;

    public Task Done => _done.Task;

    /// <summary>What has come by now; of a server whose answer is not whole, nothing.</summary>
    public PeerAnswers<T> Answers
    {
        get
        {
            lock (_gate)
                return new([.. _values.Where(each => !_awaited.Contains(each.Server))], [.. _awaited, .. _declined]);
        }
    }

    /// <summary>A piece of a server's answer.</summary>
    /// <returns>False: it was not asked, or has said that it is done.</returns>
    public bool OnAnswer(NodeId from, IEnumerable<T> values, bool isLast)
    {
        lock (_gate)
        {
            if (!_awaited.Contains(from))
                return false;
            foreach (var value in values)
                _values.Add((from, value));
            if (isLast)
                _awaited.Remove(from);
        }

        EndIfAll();
        return true;
    }

    public void OnDeclined(NodeId from)
    {
        lock (_gate)
        {
            if (!_awaited.Remove(from))
                return;
            _declined.Add(from);
        }

        EndIfAll();
    }

    private void EndIfAll()
    {
        lock (_gate)
        {
            if (_awaited.Count > 0)
                return;
        }

        _done.TrySetResult();
    }
}
