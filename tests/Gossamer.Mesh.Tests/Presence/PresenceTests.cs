using Gossamer.Mesh.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gossamer.Mesh.Tests;

public sealed class PresenceTests
{
    private readonly SimNetwork _net = new();

    [Fact]
    public void Linked_UsersThereBefore_ComeAsSnapshotInPieces()
    {
        var a = _net.Start("n1", of: 2, o => o.SnapshotChunkUsers = 3);
        for (var i = 0; i < 10; i++)
            a.Add($"u{i}");
        var b = _net.Start("n2", of: 2);
        _net.Run(1);
        b.Node.Directory.Count.ShouldBe(10);
        b.Log.Texts(2030).ShouldBe(["Update from peer n1: list replaced, 0 users before, 10 now"]);
    }

    [Fact]
    public void Changes_AfterSnapshot_ArriveWithCounts()
    {
        var (a, b) = Two();
        a.Add("Anna");
        _net.Run(0.1);
        a.Add("Anna");
        a.Add("Ben");
        _net.Run(0.1);
        b.Names.ShouldBe("Anna Ben");
        b.Find("Anna").ConnectionsAt(a.Id).ShouldBe(2);
        a.Remove("Anna");
        a.Remove("Anna");
        _net.Run(0.1);
        b.Names.ShouldBe("Ben");
        b.Log.Texts(2031).Count().ShouldBe(2);
        b.Log.Texts(2032).ShouldHaveSingleItem().ShouldContain("now 2 connections");
        b.Log.Texts(2033).ShouldHaveSingleItem().ShouldContain("Anna");
        b.Log.Texts(2030).Count().ShouldBe(1, "a second snapshot was not needed");
    }

    [Fact]
    public void Changes_ManyBetweenTwoFrames_AreConflated()
    {
        var (a, b) = Two();
        var before = _net.FramesDelivered;
        for (var i = 0; i < 1000; i++)
        {
            a.Add("Anna");
            a.Remove("Anna");
        }

        a.Add("Anna");
        _net.Pump();
        b.Find("Anna").TotalConnections.ShouldBe(1);
        (_net.FramesDelivered - before).ShouldBeLessThan(4);
    }

    [Fact]
    public void Changes_MoreThanABatch_AllArrive()
    {
        var (a, b) = Two(o => o.SnapshotChunkUsers = 4);
        for (var i = 0; i < 50; i++)
            a.Add($"u{i}");
        _net.Run(0.1);
        b.Node.Directory.Count.ShouldBe(50);
        _net.Run(11);
        b.Log.Texts(2035).ShouldBeEmpty();
    }

    [Fact]
    public void UserOnThreeNodes_OneListedName_LeavesWithTheLast()
    {
        var a = _net.Start("n1", of: 3);
        var b = _net.Start("n2", of: 3);
        var c = _net.Start("n3", of: 3);
        foreach (var node in new[] { a, b, c })
            node.Add("Anna");
        _net.Run(1);
        foreach (var node in new[] { a, b, c })
            (node.Names, node.Find("Anna").Count).ShouldBe(("Anna", 3));
        a.Remove("Anna");
        b.Remove("Anna");
        _net.Run(0.1);
        a.Names.ShouldBe("Anna");
        c.Remove("Anna");
        _net.Run(0.1);
        (a.Names + b.Names + c.Names).ShouldBe("");
    }

    [Fact]
    public void Crash_UsersStayForTheGraceThenLeave()
    {
        var (a, b) = Two();
        a.Add("Anna");
        _net.Run(1);
        _net.Crash(a);
        _net.Run(1.8);
        b.Names.ShouldBe("Anna");
        _net.Run(0.6);
        b.Names.ShouldBe("");
        b.Log.Texts(2022).ShouldHaveSingleItem().ShouldContain("1 users are removed");
    }

    [Fact]
    public void Crash_WithoutAWordFromTcp_UsersLeaveAfterHeartbeatTimeoutAndGrace()
    {
        var (a, b) = Two();
        a.Add("Anna");
        _net.Run(1);
        _net.Crash(a, silently: true);
        _net.Run(5);
        b.Names.ShouldBe("Anna");
        _net.Run(3);
        b.Names.ShouldBe("");
        b.Log.Texts(2021).ShouldHaveSingleItem().ShouldContain("HeartbeatTimeout");
    }

    [Fact]
    public void Blip_WithinTheGrace_ShowsNoFlicker()
    {
        var (a, b) = Two();
        a.Add("Anna");
        _net.Run(1);
        var version = b.Node.Directory.Version;
        _net.BreakLinks(a, b);
        _net.Run(8);
        b.Names.ShouldBe("Anna");
        b.Node.Directory.Version.ShouldBe(version);
        b.Log.Texts(2030).Count().ShouldBe(2);
    }

    [Fact]
    public void Restart_NewLifeReplacesTheOldList()
    {
        var (a, b) = Two();
        a.Add("Old");
        a.Add("Both");
        _net.Run(1);
        _net.Crash(a);
        _net.Run(0.5);
        var again = _net.Start("n1", of: 2);
        again.Add("Both");
        again.Add("New");
        _net.Run(1);
        b.Names.ShouldBe("Both New");
        _net.Run(10);
        b.Names.ShouldBe("Both New");
    }

    [Fact]
    public void Restart_WithinGraceInAnEarlierLife_IsRefusedUntilTheNewIsGone()
    {
        var (a, b) = Two();
        a.Add("New");
        _net.Run(1);
        _net.Crash(a);
        var past = _net.Start("n1", of: 2, o => o.Incarnation = new(5));
        past.Add("Past");
        _net.Run(1);
        b.Names.ShouldBe("New");
        b.Log.Texts(2016).ShouldContain(t => t.Contains("StaleIncarnation"));
        _net.Run(8);
        b.Names.ShouldBe("Past"); // its clock was wrong, but it is the only one alive
    }

    [Fact]
    public void Partition_EachSideServesItsOwnAndBothMeetAgain()
    {
        var (a, b) = Two();
        a.Add("Anna");
        b.Add("Ben");
        _net.Run(1);
        _net.CutBoth(a, b);
        _net.Run(9);
        (a.Names, b.Names).ShouldBe(("Anna", "Ben"));
        b.Remove("Ben");
        b.Add("Bob");
        _net.Heal();
        _net.Run(8);
        (a.Names, b.Names).ShouldBe(("Anna Bob", "Anna Bob"));
    }

    [Fact]
    public void Stop_GoodbyeTakesUsersOffAtOnce()
    {
        var (a, b) = Two();
        a.Add("Anna");
        _net.Run(1);
        var stopping = a.Node.StopAsync(TestContext.Current.CancellationToken);
        _net.Pump();
        b.Names.ShouldBe("");
        b.Log.Texts(2022).ShouldHaveSingleItem().ShouldContain("goodbye");
        a.Log.Lines.ShouldNotContain(l => l.Id == 2002);
    }

    [Fact]
    public void Gap_ChangesSkipAVersion_AsksForSnapshot()
    {
        var replica = Replica();
        replica.Apply(new Snapshot { Version = 3, Last = true }).ShouldBe(ReplicaResult.Ok);
        replica.Apply(new Changes { From = 4, To = 5, Users = { "Anna" }, Connections = { 1 } }).ShouldBe(ReplicaResult.Gap);
        replica.Users.ShouldBe(0);
        replica.Apply(new Changes { From = 3, To = 4, Users = { "Ben" }, Connections = { 1 } }).ShouldBe(ReplicaResult.Ok);
        (replica.Synced, replica.Users).ShouldBe((false, 0), "only a snapshot helps now");
        replica.Apply(new Snapshot { Version = 5, Last = true, Users = { "Anna" }, Connections = { 1 } }).ShouldBe(ReplicaResult.Ok);
        replica.Users.ShouldBe(1);
    }

    [Fact]
    public void Snapshot_PieceMissing_AsksForSnapshotAndShowsNothing()
    {
        var replica = Replica();
        replica.Apply(new Snapshot { Version = 3, Users = { "Anna" }, Connections = { 1 } }).ShouldBe(ReplicaResult.Ok);
        replica.Apply(new Snapshot { Version = 3, Index = 2, Last = true }).ShouldBe(ReplicaResult.Gap);
        replica.Users.ShouldBe(0);
    }

    [Fact]
    public void Snapshot_ManyPiecesAfterAHole_AskOnceUntilTheNextBegins()
    {
        var replica = Replica();
        replica.Apply(new Snapshot { Version = 3 }).ShouldBe(ReplicaResult.Ok);
        replica.Apply(new Snapshot { Version = 3, Index = 2 }).ShouldBe(ReplicaResult.Gap);
        replica.Apply(new Snapshot { Version = 3, Index = 3 }).ShouldBe(ReplicaResult.Ok);
        replica.Apply(new Snapshot { Version = 3, Index = 4, Last = true }).ShouldBe(ReplicaResult.Ok);
        replica.Apply(new Snapshot { Version = 3 }).ShouldBe(ReplicaResult.Ok);
        replica.Apply(new Snapshot { Version = 3, Index = 2 }).ShouldBe(ReplicaResult.Gap, "the next has a hole too");
        replica.Check(new Digest { Version = 3 }).ShouldBe(ReplicaResult.Gap, "by now the next would be here");
    }

    [Fact]
    public void Snapshot_LastPieceMissing_TheDigestAsksForSnapshot()
    {
        var replica = Replica();
        replica.Apply(new Snapshot { Version = 3, Users = { "Anna" }, Connections = { 1 } }).ShouldBe(ReplicaResult.Ok);
        replica.Check(new Digest { Version = 3, Users = 2 }).ShouldBe(ReplicaResult.Gap);
    }

    [Theory]
    [InlineData("Anna", 0u)]
    [InlineData(" Anna", 1u)]
    [InlineData("", 1u)]
    [InlineData("Anna", uint.MaxValue)]
    public void Snapshot_AgainstTheRules_IsMalformed(string user, uint connections) =>
        Replica().Apply(new Snapshot { Last = true, Users = { user }, Connections = { connections } }).ShouldBe(ReplicaResult.Malformed);

    [Fact]
    public void Snapshot_TooManyUsers_IsRefused() =>
        Replica(max: 1).Apply(new Snapshot { Users = { "a", "b" }, Connections = { 1, 1 } }).ShouldBe(ReplicaResult.TooMany);

    [Fact]
    public void Digest_Differs_BringsNewSnapshot()
    {
        var (a, b) = Two();
        a.Add("Anna");
        _net.Run(1);

        // A fault of the copy: something that the owner never said.
        b.Node.Directory.Set(a.Id, SimNode.Name("Anna"), 7);
        b.Node.Directory.Set(a.Id, SimNode.Name("Ghost"), 1);
        a.Add("Anna"); // the next change shows it: 7 -> 2 does not add up
        _net.Run(6);
        b.Names.ShouldBe("Anna");
        b.Find("Anna").TotalConnections.ShouldBe(2);
        b.Log.Texts(2035).ShouldHaveSingleItem();
    }

    [Fact]
    public void Digest_AllWell_NoFurtherSnapshot()
    {
        var (a, b) = Two();
        a.Add("Anna");
        _net.Run(30);
        b.Log.Texts(2030).Count().ShouldBe(1);
        b.Log.Texts(2035).ShouldBeEmpty();
    }

    [Fact]
    public void DigestOf_SetsThatDiffer_Differ()
    {
        PresenceDigest.Of(SimNode.Name("ab"), 1).ShouldNotBe(PresenceDigest.Of(SimNode.Name("ba"), 1));
        PresenceDigest.Of(SimNode.Name("ab"), 1).ShouldNotBe(PresenceDigest.Of(SimNode.Name("ab"), 2));
        PresenceDigest.Of(SimNode.Name("ab"), 0).ShouldBe(0UL);
    }

    private static PeerReplica Replica(int max = 100) => new(new("n1"), new UserDirectory(), max, NullLogger.Instance);

    private (SimNode A, SimNode B) Two(Action<MeshOptions>? configure = null)
    {
        var a = _net.Start("n1", of: 2, configure);
        var b = _net.Start("n2", of: 2, configure);
        _net.Run(1);
        return (a, b);
    }
}
