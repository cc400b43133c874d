using Microsoft.Extensions.Logging;

namespace Gossamer.Mesh.Tests;

public sealed class LinkTests
{
    private readonly SimNetwork _net = new();

    [Theory]
    [InlineData("n1 n2 n3")]
    [InlineData("n3 n1 n2")]
    [InlineData("n2 n3 n1")]
    public void Start_AnyOrder_AllLinksComeUp(string order)
    {
        List<SimNode> nodes = [];
        foreach (var id in order.Split(' '))
        {
            nodes.Add(_net.Start(id, of: 3));
            _net.Run(3.7);
        }

        _net.Run(1);
        foreach (var link in nodes.SelectMany(n => n.Node.Links))
            (link.Outgoing, link.Incoming).ShouldBe((LinkState.Up, LinkState.Up), $"{link}");
    }

    [Fact]
    public void Start_PeerNeverThere_TriesForEverWithBoundedWaits()
    {
        var a = _net.Start("n1", of: 2);
        _net.Run(60);
        var attempts = a.Log.Texts(2010).Count();
        attempts.ShouldBeInRange(60 / 5, 40);
        _net.Run(60);
        (a.Log.Texts(2010).Count() - attempts).ShouldBeInRange(60 / 5, 26);
    }

    [Fact]
    public void Start_PeerComesLate_IsLinkedAtOnceBecauseItDials()
    {
        var a = _net.Start("n1", of: 2);
        _net.Run(120);
        var b = _net.Start("n2", of: 2);
        _net.Run(0.3);
        a.LinkTo(b).Outgoing.ShouldBe(LinkState.Up);
        b.LinkTo(a).Outgoing.ShouldBe(LinkState.Up);
    }

    [Fact]
    public void Hello_WrongCluster_RefusedAndLoggedOnBothSides() =>
        ExpectRefusal(LinkCloseCode.WrongCluster, b => b.Cluster = "other");

    [Fact]
    public void Hello_UnknownNode_Refused() => ExpectRefusal(LinkCloseCode.UnknownNode, o => o.Id = new("stranger"));

    private void ExpectRefusal(LinkCloseCode code, Action<MeshOptions> configure)
    {
        var a = _net.Start("n1", of: 2);
        var b = _net.Start("n2", of: 2, configure);
        b.Add("Bea");
        _net.Run(2);
        a.Log.Lines.ShouldContain(l => l.Id == 2016 && l.Level == LogLevel.Warning && l.Text.Contains($"{code}"));
        b.Log.Lines.ShouldContain(l => l.Id == 2014 && l.Level == LogLevel.Warning && l.Text.Contains($"{code}"));
        b.Node.Links[0].Outgoing.ShouldNotBe(LinkState.Up);
        a.Names.ShouldBe("");
    }

    [Fact]
    public void Hello_AddressLeadsToAnotherServer_RefusedAsWrongTarget()
    {
        // Both its peers' addresses lead to n2.
        _net.Start("n2", of: 3);
        var a = _net.Start("n1", of: 3);
        _net.Running[new("n3")] = _net.Running[new("n2")];
        _net.Run(2);
        a.Log.Texts(2014).ShouldContain(t => t.Contains("WrongTarget"));
        a.Node.Links[0].Outgoing.ShouldBe(LinkState.Up);
    }

    [Fact]
    public void Hello_ServerDialsItself_RefusedAsOwnId()
    {
        var a = _net.Start("n1", of: 2);
        _net.Running[new("n2")] = a;
        _net.Run(1);
        a.Log.Texts(2014).ShouldContain(t => t.Contains("refused this server's link") && t.Contains("OwnId"));
    }

    [Fact]
    public void Hello_SameIdWhileTheOtherLives_RefusedAsDuplicateAndTheFirstKeepsItsUsers()
    {
        var a = _net.Start("n1", of: 2);
        var b = _net.Start("n2", of: 2);
        b.Add("Bea");
        _net.Run(1);
        var impostor = _net.Start("n2", of: 2);
        impostor.Add("Mal");
        _net.Run(20);
        a.Names.ShouldBe("Bea");
        impostor.Log.Texts(2014).ShouldContain(t => t.Contains("DuplicateId"));
        a.Log.Texts(2016).ShouldContain(t => t.Contains("DuplicateId"));
    }

    [Fact]
    public void Accept_NoHello_EndsAfterHeartbeatTimeout()
    {
        var a = _net.Start("n1", of: 1);
        var channel = new RecordingChannel();
        a.Node.Accept(channel, null);
        _net.Run(5.5);
        channel.Closed!.Value.Code.ShouldBe(LinkCloseCode.HeartbeatTimeout);
    }

    [Fact]
    public void Accept_TooManyWithoutHello_RefusesTheNext()
    {
        var a = _net.Start("n1", of: 1, o => o.MaxPendingLinks = 2);
        RecordingChannel[] channels = [new(), new(), new()];
        foreach (var channel in channels)
            a.Node.Accept(channel, null);
        channels.Select(c => c.Closed?.Code).ShouldBe([null, null, LinkCloseCode.TooManyLinks]);
    }

    [Fact]
    public void Accept_TooManyOfOnePeerWithoutHello_RefusesThatPeerOnly()
    {
        var a = _net.Start("n1", of: 3, o => o.MaxPendingLinks = 12);
        var channels = Enumerable.Range(0, 20).Select(static _ => new RecordingChannel()).ToList();
        foreach (var channel in channels)
            a.Node.Accept(channel, new NodeId("n2"));
        var other = new RecordingChannel();
        a.Node.Accept(other, new NodeId("n3"));
        channels.Count(static c => c.Closed is null).ShouldBe(6);
        other.Closed.ShouldBeNull();
    }

    [Theory]
    [InlineData(new byte[] { 1, 2, 3 }, LinkCloseCode.Malformed)]
    [InlineData(new byte[] { 0x78, 1 }, LinkCloseCode.HelloExpected)]
    public void Received_BadFirstFrame_Ends(byte[] frame, LinkCloseCode code)
    {
        var channel = new RecordingChannel();
        _net.Start("n1", of: 1).Node.Accept(channel, null).Received(frame);
        channel.Closed!.Value.Code.ShouldBe(code);
    }

    [Fact]
    public void Cut_OneWay_NoticedAtBothEndsAndHealed()
    {
        var a = _net.Start("n1", of: 2);
        var b = _net.Start("n2", of: 2);
        a.Add("Anna");
        _net.Run(10);
        _net.Cut(a, b);
        _net.Run(12);
        b.LinkTo(a).Incoming.ShouldBe(LinkState.Down);
        b.Names.ShouldBe("");
        a.LinkTo(b).Outgoing.ShouldNotBe(LinkState.Up);
        _net.Heal();
        _net.Run(8);
        a.LinkTo(b).Outgoing.ShouldBe(LinkState.Up);
        b.Names.ShouldBe("Anna");
    }

    [Fact]
    public void Lost_AtBothListenersAlone_DialledAnewAfterHeartbeatTimeout()
    {
        var a = _net.Start("n1", of: 2);
        var b = _net.Start("n2", of: 2);
        a.Add("Anna");
        _net.Run(10);
        _net.BreakAtListeners(a, b);
        _net.Run(4);
        (a.LinkTo(b).Outgoing, b.LinkTo(a).Outgoing).ShouldBe((LinkState.Up, LinkState.Up), "neither has a way to know");
        b.Names.ShouldBe("");
        _net.Run(2);
        foreach (var link in a.Node.Links.Concat(b.Node.Links))
            (link.Outgoing, link.Incoming).ShouldBe((LinkState.Up, LinkState.Up), $"{link}");
        b.Names.ShouldBe("Anna");
    }

    private sealed class RecordingChannel : ILinkChannel
    {
        internal LinkClose? Closed { get; private set; }

        public void Wake()
        {
        }

        public void Close(LinkClose reason) => Closed ??= reason;
    }
}
