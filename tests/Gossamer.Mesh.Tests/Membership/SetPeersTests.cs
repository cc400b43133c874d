namespace Gossamer.Mesh.Tests;

public sealed class SetPeersTests
{
    private static readonly TimeSpan Reach = TimeSpan.FromMilliseconds(new RecoveryTimes(new MeshOptions()).OffsetReach);

    private readonly SimNetwork _net = new();

    [Fact]
    public async Task SetPeers_NewServer_IsLinkedAndReached()
    {
        var (a, b) = (_net.Start("n1", 1), _net.Start("n2", 1));
        b.Add("Billy");
        _net.Run(1);
        a.Find("Billy").IsEmpty.ShouldBeTrue();

        Name(a, "n2").ShouldBeEmpty();
        Name(b, "n1").ShouldBeEmpty();
        _net.Run(1);

        (a.Names, b.Names).ShouldBe(("Billy", "Billy"));
        a.Add("Anna");
        _net.Pump();
        var sent = a.Send("Anna", "Billy", "hello");
        _net.Run(1);
        (await sent).Delivered.ShouldBe(1);
    }

    [Fact]
    public void SetPeers_ServerThatIsNotNamedAnyMore_StaysAsLongAsItIsHeard()
    {
        var (a, b) = (_net.Start("n1", 2), _net.Start("n2", 2));
        b.Add("Billy");
        _net.Run(1);
        Name(a).ShouldBeEmpty();
        _net.Run(5 * Reach.TotalSeconds);

        a.Names.ShouldBe("Billy");
        a.Node.Peers.ShouldBe([b.Id]);
    }

    [Fact]
    public void SetPeers_NotNamedAndSilent_IsNotDialledAndForgottenWhenNoOffsetNamesIt()
    {
        var (a, b) = (_net.Start("n1", 2), _net.Start("n2", 2));
        b.Add("Billy");
        _net.Run(1);
        Name(a).ShouldBeEmpty();
        _net.Crash(b);
        _net.Run(3);
        a.Names.ShouldBeEmpty();
        a.Node.Peers.ShouldBeEmpty("it is neither named nor there");

        _net.Run(Reach.TotalSeconds - 5);
        a.Node.Links.ShouldHaveSingleItem().Outgoing.ShouldBe(LinkState.Down);
        _net.Run(10);
        a.Node.Links.ShouldBeEmpty();
        a.Node.Directory.Current.Nodes.IndexOf(b.Id).ShouldBe(-1);
    }

    [Fact]
    public void SetPeers_NamedAgainInTime_IsAsIfItHadNeverLeft()
    {
        var (a, b) = (_net.Start("n1", 2), _net.Start("n2", 2));
        b.Add("Billy");
        _net.Run(1);
        Name(a).ShouldBeEmpty();
        _net.CutBoth(a, b);
        _net.Run(20);
        a.Names.ShouldBeEmpty();

        Name(a, "n2").ShouldBeEmpty();
        _net.Heal();
        _net.Run(6);

        a.Names.ShouldBe("Billy");
        _net.Run(2 * Reach.TotalSeconds);
        a.Names.ShouldBe("Billy");
    }

    [Fact]
    public void SetPeers_ForgottenServerNamedAgain_IsANewOne()
    {
        var (a, b) = (_net.Start("n1", 2), _net.Start("n2", 2));
        _net.Run(1);
        Name(a).ShouldBeEmpty();
        _net.Crash(b);
        _net.Run(Reach.TotalSeconds + 10);
        a.Node.Links.ShouldBeEmpty();

        var again = _net.Start("n2", 2);
        again.Add("Billy");
        Name(a, "n2").ShouldBeEmpty();
        _net.Run(2);

        a.Names.ShouldBe("Billy");
    }

    [Fact]
    public void SetPeers_WhatCannotBePeers_IsLeftOutByName()
    {
        var a = _net.Start("n1", 1);
        var peers = new[] { Peer("n1"), Peer("n2"), Peer("n2"), new MeshPeer(new(""), new("sim://x")) };

        var faults = a.Node.SetPeers(peers);

        faults.Count.ShouldBe(2);
        faults[0].ShouldContain("'n2'");
        a.Node.Peers.ShouldBe([new NodeId("n2")], "itself is no peer, and no fault either");
    }

    /// <summary>Ids whose 18 bits are the same: who is there keeps its place, wherever it is in the list, until it is forgotten.</summary>
    [Fact]
    public void SetPeers_NewcomerThatCannotBeToldFromAnother_WaitsUntilThatOneIsForgotten()
    {
        var server = Origin.ServerOf(new("n2"));
        var twin = Enumerable.Range(0, int.MaxValue).Select(static n => $"a{n}").First(id => Origin.ServerOf(new(id)) == server);
        var (a, b) = (_net.Start("n1", 2), _net.Start("n2", 2));
        _net.Run(1);

        Name(a, twin, "n2").ShouldHaveSingleItem().ShouldContain($"'{twin}' shares its 18-bit hash");
        a.Node.Peers.ShouldBe([b.Id]);
        Name(a, twin).ShouldHaveSingleItem("the other is still there");
        _net.Crash(b);
        _net.Run(Reach.TotalSeconds + 10);

        a.Node.Links.ShouldHaveSingleItem().Peer.ShouldBe(new NodeId(twin));
    }

    [Fact]
    public void SetPeers_OtherAddress_IsWhereTheNextLinkGoes()
    {
        var a = _net.Start("n1", 1);
        Name(a, "n2");
        a.Node.SetPeers([new(new("n2"), new("sim://elsewhere"))]);

        a.Node.AddressOf(new("n2")).ShouldBe(new Uri("sim://elsewhere"));
    }

    [Fact]
    public void PeersChanged_ComesAndIsForgotten_IsRaisedForEach()
    {
        var a = _net.Start("n1", 1);
        var raised = 0;
        a.Node.PeersChanged += () => raised++;

        Name(a, "n2");
        Name(a, "n2");
        raised.ShouldBe(1);
        Name(a);
        _net.Run(Reach.TotalSeconds + 10);
        raised.ShouldBe(2);
    }

    private static IReadOnlyList<string> Name(SimNode node, params IEnumerable<string> ids) => node.Node.SetPeers(ids.Select(Peer));

    private static MeshPeer Peer(string id) => new(new(id), new($"sim://{id}"));
}
