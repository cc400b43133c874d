namespace Gossamer.Mesh.Tests;

public sealed class LogBudgetTests
{
    private readonly SimNetwork _net = new();

    [Fact]
    public void Route_MoreThanTheLogsMayHold_DropsTheSendersOldestOnly()
    {
        var a = FirstOfThree(o => o.MaxLogBytes = 30_000);
        a.Add("Anna");
        var padding = new string('x', 200); // more than one user's fair share
        for (var i = 0; i < 200; i++)
            _ = a.Send("Anna", "Anna", $"m{i:D3}{padding}");
        a.Node.Messages.LoggedBytes.ShouldBeInRange(29_700, 30_000);
        a.Handed.Count.ShouldBe(200);
    }

    [Fact]
    public void Route_ToUsersWhoAreNowhere_FillsNoMoreThanHalfOfTheLogs()
    {
        var a = FirstOfThree(o => o.MaxLogBytes = 60_000);
        a.Add("Anna");
        a.Add("Ben");
        for (var i = 0; i < 500; i++)
            _ = a.Send("Anna", $"nobody {i % 20}", new string('x', 200));
        _ = a.Send("Anna", "Ben", "hi");
        Enumerable.Range(0, 20).Sum(i => LoggedFor(a, $"nobody {i}")).ShouldBeInRange(1, 30_000);
        LoggedFor(a, "Ben").ShouldBeGreaterThan(0, "who is there is logged for");
    }

    [Theory]
    [InlineData(1_000_000, 40_000)]
    [InlineData(50_000, 0)]
    public void ReleaseLogs_OfOneLargeAndManySmall_CutsTheLargeOneToWhatIsKept(long bytes, long keep)
    {
        var a = WithLogs();
        var before = a.Node.LoggedBytes;
        a.Node.LargestLogBytes.ShouldBeGreaterThan(100_000);
        a.Node.ReleaseLogs(bytes, keep);
        LoggedFor(a, "Anna").ShouldBeInRange(30_000, 60_000);
        (before - a.Node.LoggedBytes).ShouldBeGreaterThan(50_000);
        foreach (var i in Enumerable.Range(0, 20))
            LoggedFor(a, $"user {i}").ShouldBe(2_000, "it is small");
    }

    [Fact]
    public void ReleaseLogs_MoreThanTheLargeOnesHold_GoesOnWithTheOldestOfAll()
    {
        var a = WithLogs();
        _net.Run(5);
        _ = a.Send("Anna", "user 0", "the latest");
        a.Node.ReleaseLogs(a.Node.LoggedBytes - 30_000, keep: 0);
        a.Node.LoggedBytes.ShouldBeLessThan(30_000);
        LoggedFor(a, "user 0").ShouldBeGreaterThan(0, "the latest is there");
        LoggedFor(a, "user 1").ShouldBe(0);
    }

    /// <summary>Of Anna's more than 100,000 bytes, and of each of twenty others some 2,500.</summary>
    private SimNode WithLogs()
    {
        var a = FirstOfThree();
        a.Add("Anna");
        foreach (var i in Enumerable.Range(0, 20))
            a.Add($"user {i}");
        foreach (var i in Enumerable.Range(0, 200))
            _ = a.Send("Anna", $"user {i % 20}", new string('x', 200));
        for (var i = 0; i < 400; i++)
            _ = a.Send("Anna", "Anna", new string('x', 200));
        return a;
    }

    private static int LoggedFor(SimNode server, string user)
    {
        server.Node.Messages.Streams.TryEnter(SimNode.Name(user), out var entered).ShouldBeTrue();
        using (entered)
            return entered.Stream.Everything().Entries.Sum(static entry => entry.Frame.Length);
    }

    private SimNode FirstOfThree(Action<MeshOptions>? configure = null)
    {
        var first = _net.Start("n1", of: 3, configure);
        _net.Start("n2", of: 3, configure);
        _net.Start("n3", of: 3, configure);
        _net.Run(1);
        return first;
    }
}
