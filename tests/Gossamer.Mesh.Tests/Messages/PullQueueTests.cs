namespace Gossamer.Mesh.Tests;

public sealed class PullQueueTests
{
    [Fact]
    public void Take_WhileAnswersAreUnderWay_WaitsForTheirReceipts()
    {
        var queue = new PullQueue(maxBytesUnderWay: 100, maxWaiting: 10);
        PeerPull first = Pull(1), second = Pull(2);
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
    public void Take_AfterAnAnswerFoundNoRoomOnTheLink_WaitsForTheNextTick()
    {
        var queue = new PullQueue(maxBytesUnderWay: 100, maxWaiting: 10);
        PeerPull first = Pull(1), second = Pull(2);
        queue.TryAdd(first);
        queue.TryAdd(second);
        queue.Take();

        queue.Sent(first, [Task.FromResult(new DeliveryOutcome(1, 1, [])), Failed(UnreachableReason.QueueFull)], bytes: 200);
        queue.Take().ShouldBeNull("there is no room yet");
        queue.Tick();
        queue.Take().ShouldBeSameAs(second, "the first is asked again by whoever asked it");
    }

    [Fact]
    public void TryAdd_TheSameQuestionAgain_IsAnsweredOnce()
    {
        var queue = new PullQueue(maxBytesUnderWay: 100, maxWaiting: 1);
        var receipt = new TaskCompletionSource<DeliveryOutcome>();
        queue.TryAdd(Pull(1)).ShouldBeTrue();
        queue.TryAdd(Pull(1)).ShouldBeTrue();
        var pull = queue.Take().ShouldNotBeNull();
        queue.Take().ShouldBeNull("it waited once");

        queue.Sent(pull, [receipt.Task], bytes: 10);
        queue.TryAdd(Pull(1)).ShouldBeTrue();
        queue.Take().ShouldBeNull("its answer is under way");
        receipt.SetResult(new(0, 0, [new NodeId("n2")]) { Reasons = [UnreachableReason.TimedOut] });
        queue.TryAdd(Pull(1)).ShouldBeTrue();
        queue.Take().ShouldNotBeNull("its answer was lost");
    }

    [Fact]
    public void TryAdd_AtTheBound_IsRefused()
    {
        var queue = new PullQueue(maxBytesUnderWay: 100, maxWaiting: 2);
        queue.TryAdd(Pull(1)).ShouldBeTrue();
        queue.TryAdd(Pull(2)).ShouldBeTrue();
        queue.TryAdd(Pull(3)).ShouldBeFalse();
        queue.Clear();
        queue.TryAdd(Pull(3)).ShouldBeTrue();
        queue.Take()!.Session.ShouldBe(3UL);
    }

    private static PeerPull Pull(ulong session) => new(SimNode.Name("Anna"), session, 1, default, default);

    private static Task<DeliveryOutcome> Failed(UnreachableReason reason) =>
        Task.FromResult(new DeliveryOutcome(0, 0, [new NodeId("n2")]) { Reasons = [reason] });
}
