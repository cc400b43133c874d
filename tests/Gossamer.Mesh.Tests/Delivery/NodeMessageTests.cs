namespace Gossamer.Mesh.Tests;

public sealed class NodeMessageTests
{
    private readonly SimNetwork _net = new();

    [Fact]
    public void SendToNode_AServer_ArrivesThereInOrderWithMessages()
    {
        var (a, b) = Two();
        a.Add("Anna");
        b.Add("Ben");
        _net.Run(0.1);
        _ = a.Send("Anna", "Ben", "one");
        var sent = a.Node.SendToNodeAsync(b.Id, SimNode.Channel, "two"u8.ToArray());
        _ = a.Send("Anna", "Ben", "three");
        sent.IsCompleted.ShouldBeFalse();
        _net.Pump();
        b.Handed.ShouldBe(["one", "n1: two", "three"]);
        Settled(sent).ShouldBeTrue();
        a.Handed.ShouldBe(["one", "three"]);
    }

    /// <summary>To several servers, one of which has no handler, and one that is none: what they say is summed.</summary>
    [Fact]
    public void SendToNodes_ThatCount_SaysTheSumAndWhoIsNone()
    {
        var (a, b, c) = (_net.Start("n1", of: 3), _net.Start("n2", of: 3), _net.Start("n3", of: 3));
        b.Node.OnCountedNodeMessage("count", static (_, payload) => payload.Length);
        Should.Throw<ArgumentException>(() => b.Node.OnCountedNodeMessage("count", static (_, _) => 0));
        _net.Run(1);

        var sent = a.Node.SendToNodesAsync([b.Id, c.Id, new("n9")], "count", "four"u8.ToArray());
        _net.Pump();

        Outcomes.Sum(sent).ShouldBe((4, 1, "n9"));
        Outcomes.Why(sent).ShouldBe(UnreachableReason.PeerGone);
        Outcomes.Sum(a.Node.SendToNodesAsync([], "count", default)).ShouldBe((0, 0, ""));
    }

    [Fact]
    public void SendToNode_WhileTheLinkBreaks_ArrivesOnceOverTheNewOne()
    {
        var (a, b) = Two();
        var sent = a.Node.SendToNodeAsync(b.Id, SimNode.Channel, "once"u8.ToArray());
        _net.Cut(b, a);
        _net.Pump();
        _net.BreakLinks(a, b);
        _net.Heal();
        _net.Run(3);
        b.Handed.ShouldBe(["n1: once"]);
        Settled(sent).ShouldBeTrue();
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public void SendToNode_Unhurried_HasNoReceiptOfItsOwnBeforeTheNextTick(bool isUnhurried, int receipts)
    {
        var (a, b) = (_net.Start("n1", of: 2), _net.Start("n2", of: 2));
        _net.Run(1);
        var before = _net.FramesDelivered;

        var sent = a.Node.SendToNodeAsync(b.Id, SimNode.Channel, "x"u8.ToArray(), isUnhurried);
        _net.Pump();

        (_net.FramesDelivered - before).ShouldBe(1 + receipts);
        if (isUnhurried)
            sent.IsCompleted.ShouldBeFalse();
        else
            Settled(sent).ShouldBeTrue();
        _net.Run(0.3);
        Settled(sent).ShouldBeTrue();
    }

    [Fact]
    public void SendToNode_ManyUnhurried_HaveReceiptsBeforeTheQueueIsFull()
    {
        var a = _net.Start("n1", of: 2, o => o.MaxUnacknowledgedMessages = 640);
        var b = _net.Start("n2", of: 2, o => o.MaxUnacknowledgedMessages = 640);
        _net.Run(1);
        for (var n = 0; n < 5_000; n++)
        {
            _ = a.Node.SendToNodeAsync(b.Id, SimNode.Channel, "x"u8.ToArray(), isUnhurried: true);
            _net.Pump();
            a.LinkTo(b).Unacknowledged.ShouldBeLessThan(20);
        }
    }

    [Fact]
    public void SendToNode_UnhurriedWhileTheLinkBreaks_ArrivesOnce()
    {
        var (a, b) = (_net.Start("n1", of: 2), _net.Start("n2", of: 2));
        _net.Run(1);
        var sent = a.Node.SendToNodeAsync(b.Id, SimNode.Channel, "once"u8.ToArray(), isUnhurried: true);
        _net.Pump();
        _net.BreakLinks(a, b);
        _net.Run(2);

        Settled(sent).ShouldBeTrue();
        b.Handed.ShouldBe(["n1: once"]);
    }

    [Fact]
    public void SendToNode_NobodyThereOrNotUnderstood_SaysSo()
    {
        var (a, b) = Two();
        Settled(a.Node.SendToNodeAsync(new("n9"), SimNode.Channel, "x"u8.ToArray())).ShouldBeFalse();
        var unknown = a.Node.SendToNodeAsync(b.Id, "no such channel", "x"u8.ToArray());
        _net.Pump();
        Settled(unknown).ShouldBeFalse();
        b.Understands = false;
        var sent = a.Node.SendToNodeAsync(b.Id, SimNode.Channel, "x"u8.ToArray());
        _net.Pump();
        Settled(sent).ShouldBeFalse();
        _net.CutBoth(a, b);
        var late = a.Node.SendToNodeAsync(b.Id, SimNode.Channel, "x"u8.ToArray());
        _net.Run(6);
        Settled(late).ShouldBeFalse();
    }

    [Fact]
    public void OnNodeMessage_ASecondHandler_IsRefused()
    {
        var (a, _) = Two();
        Should.Throw<ArgumentException>(() => a.Node.OnNodeMessage(SimNode.Channel, static (_, _) => true))
            .Message.ShouldContain(SimNode.Channel);
    }

    /// <summary>What became of a node message. Its outcome is known by now; what awaits it goes on elsewhere.</summary>
    private static bool Settled(Task<bool> sent) =>
        sent.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken).GetAwaiter().GetResult();

    private (SimNode A, SimNode B) Two()
    {
        var nodes = (_net.Start("n1", 2), _net.Start("n2", 2));
        _net.Run(1);
        return nodes;
    }
}
