using Gossamer.Mesh;
using Gossamer.SocketIO.Mesh.Wire;

namespace Gossamer.SocketIO.Mesh.Requests;

/// <summary>One question to the clients of other servers: each server tells at once how many it asks, then what they answer.</summary>
internal sealed class ClientsRequest(ulong number, IReadOnlyList<NodeId> peers, IClientAnswers answers) : IPeerRequest
{
    /// <summary>More clients than a server has; their sum stays a number.</summary>
    private const uint MaxAsked = 10_000_000;

    private readonly Lock _gate = new();
    private readonly HashSet<NodeId> _running = [.. peers];
    private readonly HashSet<NodeId> _silent = [.. peers];
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ulong Number => number;

    public Task Done => _done.Task;

    /// <summary>The servers that have not said whom they ask.</summary>
    public IReadOnlyList<NodeId> Missing
    {
        get
        {
            lock (_gate)
                return [.. _silent];
        }
    }

    /// <summary>A piece of a server's answer.</summary>
    /// <returns>False: it was not asked, or has said that it is done.</returns>
    public bool OnAnswers(NodeId from, Answers piece)
    {
        bool isFirst;
        lock (_gate)
        {
            if (!_running.Contains(from))
                return false;
            isFirst = _silent.Contains(from);
        }

        if (isFirst)
            Count(from, piece.Asked);
        foreach (var answer in piece.Answers_)
            answers.Answered(answer.Json.Memory, [.. answer.Attachments.Select(static attachment => attachment.Memory)]);
        if (piece.Last)
            End(from);
        return true;
    }

    public void OnDeclined(NodeId from) => End(from);

    /// <summary>
    /// First counted, then missing no more: whoever looks meanwhile finds the answer incomplete. Pieces of a server do not cross.
    /// </summary>
    private void Count(NodeId from, uint asked)
    {
        answers.Asked((int)Math.Min(asked, MaxAsked));
        lock (_gate)
            _silent.Remove(from);
    }

    private void End(NodeId from)
    {
        lock (_gate)
        {
            if (!_running.Remove(from) || _running.Count > 0)
                return;
        }

        _done.TrySetResult();
    }
}
