using System.Collections.Immutable;

namespace Gossamer.Mesh;

/// <summary>Adds up what the servers that a message went to have answered. Completed by the last of them.</summary>
internal sealed class PendingDelivery(int here, int servers)
{
    // Those who wait go on elsewhere: answers arrive under locks of links.
    private readonly TaskCompletionSource<DeliveryOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ImmutableArray<(NodeId Node, UnreachableReason Reason)> _unreachable = [];
    private int _awaited = servers;
    private int _delivered = here;
    private int _servers = here > 0 ? 1 : 0;

    internal Task<DeliveryOutcome> Outcome => _outcome.Task;

    /// <summary>It goes to more servers. To be called while one that is counted has not answered.</summary>
    internal void Await(int servers) => Interlocked.Add(ref _awaited, servers);

    internal void Delivered(int connections)
    {
        if (connections > 0)
        {
            Interlocked.Add(ref _delivered, connections);
            Interlocked.Increment(ref _servers);
        }

        OneLess();
    }

    internal void Failed(NodeId node, UnreachableReason reason)
    {
        ImmutableInterlocked.Update(ref _unreachable, static (list, one) => list.Add(one), (node, reason));
        OneLess();
    }

    private void OneLess()
    {
        if (Interlocked.Decrement(ref _awaited) > 0)
            return;
        _outcome.TrySetResult(_unreachable.IsEmpty ? new(_delivered, _servers, []) : Incomplete());
    }

    private DeliveryOutcome Incomplete() => new(_delivered, _servers, [.. _unreachable.Select(static u => u.Node)])
    {
        Reasons = [.. _unreachable.Select(static u => u.Reason)],
    };
}
