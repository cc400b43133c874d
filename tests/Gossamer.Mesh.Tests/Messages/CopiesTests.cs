namespace Gossamer.Mesh.Tests;

/// <summary>`Copies` = 2: what is at one server alone is at a second before its sender is told that it was delivered.</summary>
public sealed class CopiesTests
{
    private readonly SimNetwork _net = new();

    [Fact]
    public async Task Send_BothUsersAtOneServer_IsAcknowledgedOnceAnotherServerHasIt()
    {
        var (a, b) = Two();
        a.Begin("Anna");
        _net.Cut(b, a);

        var outcome = a.Send("Dora", "Anna", "hello");
        _net.Run(0.5);
        outcome.IsCompleted.ShouldBeFalse("nobody has said that he has the copy");
        _net.Heal();
        _net.Run(0.1);

        (await outcome.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)).Delivered.ShouldBe(1);
    }

    [Fact]
    public void Send_TheServerOfBothUsersDies_ItsClientGetsTheMessageAtTheOther()
    {
        var (a, b) = Two();
        var session = a.Begin("Anna");
        _net.Run(1);
        session.Disconnect();
        var outcome = a.Send("Dora", "Anna", "hello");
        _net.Run(0.1);
        outcome.IsCompletedSuccessfully.ShouldBeTrue();

        _net.Crash(a, silently: true);
        var back = b.Resume("Anna", session.Offset);
        _net.Run(3);

        back.Texts.ShouldBe(["hello"]);
    }

    /// <summary>The promise needs a second server; without one the message is delivered all the same.</summary>
    [Fact]
    public void Send_NoOtherServerIsLinked_IsAcknowledgedAtOnce()
    {
        var a = _net.Start("n1", of: 2, static options => options.Copies = 2);
        _net.Run(6);
        a.Begin("Anna");

        a.Send("Dora", "Anna", "hello").IsCompletedSuccessfully.ShouldBeTrue();
    }

    private (SimNode A, SimNode B) Two()
    {
        var (a, b) = (Start("n1"), Start("n2"));
        _net.Run(6);
        return (a, b);
    }

    private SimNode Start(string id) => _net.Start(id, of: 2, static options => options.Copies = 2);
}
