using static Gossamer.Mesh.Tests.Outcomes;

namespace Gossamer.Mesh.Tests;

/// <summary>Messages that do not reach a server, and the reason that is given.</summary>
public sealed class UnreachableTests
{
    private readonly SimNetwork _net = new();

    [Fact]
    public void Route_NoReceiptInTime_NamesTheServerWhichGetsItOnceItIsBack()
    {
        var (a, b, c) = Three();
        a.Add("Anna");
        b.Add("Ben");
        c.Add("Ben");
        _net.Run(8);
        _net.Cut(a, b);
        var outcome = a.Send("Anna", "Ben", "m");
        _net.Run(4.9);
        outcome.IsCompleted.ShouldBeFalse();
        _net.Run(0.5);
        Sum(outcome).ShouldBe((1, 1, "n2"));
        Why(outcome).ShouldBe(UnreachableReason.TimedOut);
        _net.BreakLinks(a, b);
        _net.Heal();
        _net.Run(10);
        b.Handed.ShouldBe(["m"]); // what was given up is in the log, and goes with the new link
        _ = a.Send("Anna", "Ben", "next");
        _net.Pump();
        b.Handed.ShouldBe(["m", "next"]);
    }

    [Fact]
    public void Route_PeerCrashes_UnreachableWhenItIsGone()
    {
        var (a, b, _) = Three();
        a.Add("Anna");
        b.Add("Ben");
        _net.Run(0.1);
        _net.Cut(a, b);
        var outcome = a.Send("Anna", "Ben", "m");
        _net.Crash(b);
        _net.Run(2.5);
        Sum(outcome).ShouldBe((0, 0, "n2"));
        Why(outcome).ShouldBe(UnreachableReason.PeerGone);
    }

    [Fact]
    public void Route_QueueFull_SaysSoAtOnce()
    {
        var (a, b, _) = Three(o => o.MaxUnacknowledgedMessages = 2);
        a.Add("Anna");
        b.Add("Ben");
        _net.Run(0.1);
        _net.Cut(a, b);
        Task<DeliveryOutcome>[] outcomes = [a.Send("Anna", "Ben", "1"), a.Send("Anna", "Ben", "2"), a.Send("Anna", "Ben", "3")];
        outcomes.Select(o => o.IsCompleted).ShouldBe([false, false, true]);
        Why(outcomes[2]).ShouldBe(UnreachableReason.QueueFull);
        Sum(outcomes[2]).ShouldBe((0, 0, "n2"));
        _net.Heal();
        _net.Run(0.1);
        b.Handed.ShouldBe(["1", "2"]); // nothing shows yet that there was a third
        var fourth = a.Send("Anna", "Ben", "4");
        _net.Pump();
        Sum(fourth).ShouldBe((1, 1, ""));
        b.Handed.ShouldBe(["1", "2", "3", "4"]); // the fourth names its predecessor, which the server pulls
    }

    [Fact]
    public void Route_QueueFullInBytes_SaysSoAtOnce()
    {
        var (a, b, _) = Three(o => (o.MaxMessageBytes, o.MaxUnacknowledgedBytes) = (1000, 1500));
        a.Add("Anna");
        b.Add("Ben");
        _net.Run(0.1);
        _net.Cut(a, b);
        _ = a.Send("Anna", "Ben", new string('x', 400));
        Why(a.Send("Anna", "Ben", new string('x', 400))).ShouldBe(UnreachableReason.QueueFull);
        Why(a.Send("Anna", "Ben", new string('x', 600))).ShouldBe(UnreachableReason.TooLarge);
    }

    [Fact]
    public void Route_AfterStop_SaysStopping()
    {
        var (a, b, _) = Three();
        a.Add("Anna");
        b.Add("Ben");
        _net.Run(0.1);
        _ = a.Node.StopAsync(TestContext.Current.CancellationToken);
        Why(a.Send("Anna", "Ben", "m")).ShouldBe(UnreachableReason.Stopping);
    }

    private (SimNode A, SimNode B, SimNode C) Three(Action<MeshOptions>? configure = null)
    {
        var a = _net.Start("n1", of: 3, configure);
        var b = _net.Start("n2", of: 3, configure);
        var c = _net.Start("n3", of: 3, configure);
        _net.Run(1);
        return (a, b, c);
    }
}
