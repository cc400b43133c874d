namespace Gossamer.Mesh.Tests;

public sealed class LockOrderTests
{
    [Fact]
    public void IsChecked_InTests_IsOn() => LockOrder.IsChecked.ShouldBeTrue($"{LockOrder.Switch} in tests/Directory.Build.props");

    [Fact]
    public void EnterScope_RisingRanks_IsNoFault() =>
        FaultsOf(
            new(LockRank.Peer), new(LockRank.Stripe, 3), new(LockRank.Stripe, 7), new(LockRank.Link), new(LockRank.Presence),
            new(LockRank.Leaf)).ShouldBeEmpty();

    [Fact]
    public void EnterScope_PeerUnderStripe_IsFault() =>
        FaultsOf(new(LockRank.Stripe, 3), new(LockRank.Peer))
            .ShouldBe(["A lock of rank Peer (0) is taken under one of rank Stripe (3)"]);

    [Fact]
    public void EnterScope_LowerStripeUnderHigher_IsFault() =>
        FaultsOf(new(LockRank.Stripe, 7), new(LockRank.Stripe, 3))
            .ShouldBe(["A lock of rank Stripe (3) is taken under one of rank Stripe (7)"]);

    [Theory]
    [InlineData((int)LockRank.Peer)]
    [InlineData((int)LockRank.Link)]
    [InlineData((int)LockRank.Leaf)]
    public void EnterScope_TwoOfOneRank_IsFault(int rank) => FaultsOf(new((LockRank)rank), new((LockRank)rank)).Count.ShouldBe(1);

    [Fact]
    public void EnterScope_SameLockTwice_IsFault()
    {
        var gate = new OrderedLock(LockRank.Link);
        FaultsOf(gate, gate).ShouldBe(["The lock of rank Link (0) is taken twice"]);
    }

    [Fact]
    public void EnterScope_AfterExit_OrderBeginsAnew()
    {
        var (peer, leaf) = (new OrderedLock(LockRank.Peer), new OrderedLock(LockRank.Leaf));
        FaultsOf(leaf).ShouldBeEmpty();
        FaultsOf(peer, leaf).ShouldBeEmpty();
    }

    private static List<string> FaultsOf(params ReadOnlySpan<OrderedLock> locks)
    {
        List<string> faults = [];
        LockOrder.OnFault = faults.Add;
        try
        {
            Take(locks);
        }
        finally
        {
            LockOrder.OnFault = null;
        }

        return faults;
    }

    private static void Take(ReadOnlySpan<OrderedLock> locks)
    {
        if (locks.IsEmpty)
            return;
        using (locks[0].EnterScope())
            Take(locks[1..]);
    }
}
