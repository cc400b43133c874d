namespace Gossamer.Mesh.Tests;

public sealed class NoteTests
{
    private readonly SimNetwork _net = new();

    [Fact]
    public void Tell_AServer_IsHeardThereInOrderWithMessages()
    {
        var (a, b) = Two();
        b.Add("Ben");
        _net.Run(0.1);
        _ = a.Send("Anna", "Ben", "one");
        var told = a.Node.TellAsync(b.Id, "two"u8.ToArray());
        _ = a.Send("Anna", "Ben", "three");
        told.IsCompleted.ShouldBeFalse();
        _net.Pump();
        b.Handed.ShouldBe(["one", "n1: two", "three"]);
        Settled(told).ShouldBeTrue();
        a.Handed.ShouldBe(["one", "three"]);
    }

    [Fact]
    public void Tell_WhileTheLinkBreaks_IsHeardOnceOverTheNewOne()
    {
        var (a, b) = Two();
        var told = a.Node.TellAsync(b.Id, "once"u8.ToArray());
        _net.Cut(b, a);
        _net.Pump();
        _net.BreakLinks(a, b);
        _net.Heal();
        _net.Run(3);
        b.Handed.ShouldBe(["n1: once"]);
        Settled(told).ShouldBeTrue();
    }

    [Fact]
    public void Tell_NobodyThereOrNotUnderstood_SaysSo()
    {
        var (a, b) = Two();
        Settled(a.Node.TellAsync(new("n9"), "x"u8.ToArray())).ShouldBeFalse();
        b.Understands = false;
        var told = a.Node.TellAsync(b.Id, "x"u8.ToArray());
        _net.Pump();
        Settled(told).ShouldBeFalse();
        _net.CutBoth(a, b);
        var late = a.Node.TellAsync(b.Id, "x"u8.ToArray());
        _net.Run(6);
        Settled(late).ShouldBeFalse();
    }

    /// <summary>What a note came to. Its outcome is known by now; what awaits it goes on elsewhere.</summary>
    private static bool Settled(Task<bool> told) =>
        told.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken).GetAwaiter().GetResult();

    private (SimNode A, SimNode B) Two()
    {
        var nodes = (_net.Start("n1", 2), _net.Start("n2", 2));
        _net.Run(1);
        return nodes;
    }
}
