using System.Collections.Immutable;

namespace Gossamer.Mesh;

/// <summary>What became of a message, summed over all servers that it went to.</summary>
/// <param name="Delivered">Connections of the recipient whose outbox took it; 0 when the recipient is nowhere connected.</param>
/// <param name="Servers">Servers on which at least one such connection was.</param>
/// <param name="Unreachable">Servers that did not confirm; empty when the outcome is complete.</param>
public readonly record struct DeliveryOutcome(int Delivered, int Servers, ImmutableArray<NodeId> Unreachable)
{
    private readonly ImmutableArray<UnreachableReason> _reasons;

    /// <summary>Why each server of <see cref="Unreachable"/> did not confirm, in the same order.</summary>
    public ImmutableArray<UnreachableReason> Reasons
    {
        get => _reasons.IsDefault ? [] : _reasons;
        init => _reasons = value;
    }
}
