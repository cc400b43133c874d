using Gossamer.Mesh.Wire.Recovery;

namespace Gossamer.Mesh.Tests;

public sealed class PullQueueTests
{
    [Fact]
    public void Take_WhileAnswersAreUnderWay_WaitsForTheirReceipts()
    {
        var queue = new PullQueue(maxBytesUnderWay: 100, maxWaiting: 10);
        Pull first = new() { Request = 1 }, second = new() { Request = 2 };
        queue.TryAdd(first).ShouldBeTrue();
        queue.TryAdd(second).ShouldBeTrue();
        var receipts = new TaskCompletionSource<DeliveryOutcome>();

        queue.Take().ShouldBeSameAs(first);
        queue.Sent(first, [receipts.Task], bytes: 100);
        queue.Take().ShouldBeNull();
        receipts.SetResult(new(1, 1, []));
        queue.Take().ShouldBeSameAs(second);
        queue.Take().ShouldBeNull();
    }

    [Fact]
    public void Take_AfterAPieceFoundNoRoomOnTheLink_IsTheSameAgain()
    {
        var queue = new PullQueue(maxBytesUnderWay: 100, maxWaiting: 10);
        var pull = new Pull();
        queue.TryAdd(pull);
        queue.Take();

        queue.Sent(pull, [Task.FromResult(new DeliveryOutcome(1, 1, [])), Failed(UnreachableReason.QueueFull)], bytes: 200);
        queue.Take().ShouldBeNull("not at once: there is no room yet");
        queue.Tick();
        queue.Take().ShouldBeSameAs(pull);
        queue.Sent(pull, [Failed(UnreachableReason.PeerRestarted)], bytes: 100);
        queue.Tick();
        queue.Take().ShouldBeNull("the asker asks again when its link is new");
    }

    [Fact]
    public void TryAdd_AtTheBound_IsRefused()
    {
        var queue = new PullQueue(maxBytesUnderWay: 100, maxWaiting: 2);
        queue.TryAdd(new()).ShouldBeTrue();
        queue.TryAdd(new()).ShouldBeTrue();
        queue.TryAdd(new()).ShouldBeFalse();
        queue.Clear();
        queue.TryAdd(new()).ShouldBeTrue();
    }

    private static Task<DeliveryOutcome> Failed(UnreachableReason reason) =>
        Task.FromResult(new DeliveryOutcome(0, 0, [new NodeId("n2")]) { Reasons = [reason] });
}
