using Gossamer.Tests;

namespace Gossamer.Mesh.Tests;

/// <summary>
/// Every lock of the mesh is an <see cref="OrderedLock"/>, and has its place in "Lock order" of docs/architecture.md: whoever adds one adds
/// it there and here. The transports' locks are looked at in Gossamer.Server.Tests.
/// </summary>
public sealed class LockFieldsTests
{
    private static readonly string[] Ranked = ["LocalPresence", "MeshNode", "OutgoingLink", "Peer", "Room", "UserStreams.Stripe"];

    /// <summary>Nothing that takes a lock is called under theirs.</summary>
    private static readonly string[] Leaves =
        ["LinkEnd", "Locator", "PullQueue", "ReceivedWindow", "RecentJoins", "RoundTrip", "SessionTable", "UserDirectory"];

    [Fact]
    public void Fields_OfTypeOrderedLock_StandInTheLockOrder() =>
        LockFields.OwnersIn(typeof(MeshNode).Assembly, typeof(OrderedLock))
            .ShouldBe([.. Ranked.Concat(Leaves).Order(StringComparer.Ordinal)]);

    [Fact]
    public void Fields_OfTypeLock_AreThoseOfTheOrderItself() =>
        LockFields.OwnersIn(typeof(MeshNode).Assembly, typeof(Lock)).ShouldBe(["LockOrder.Held", "OrderedLock", "OrderedLock.Scope"]);
}
