using Gossamer.Mesh.Wire;
using Microsoft.Extensions.Logging;
using static Gossamer.Mesh.Tests.Outcomes;

namespace Gossamer.Mesh.Tests;

/// <summary>Servers of several versions of the protocol side by side: what each pair speaks, and what is said to whom.</summary>
public sealed class ProtocolVersionTests
{
    private static readonly ProtocolRange Before = new(2, 2);
    private static readonly ProtocolRange Now = new(2, 3);
    private readonly SimNetwork _net = new();

    [Theory]
    [InlineData(2, 2, 2)]
    [InlineData(2, 3, 2)]
    [InlineData(3, 2, 2)]
    [InlineData(3, 3, 3)]
    [InlineData(4, 3, 3)]
    public void Link_OfTwoVersions_SpeaksTheOlderInBothDirections(uint newestOfA, uint newestOfB, int expected)
    {
        var (a, b) = Two(new(2, newestOfA), new(2, newestOfB));
        (a.LinkTo(b).Protocol, b.LinkTo(a).Protocol).ShouldBe((expected, expected));
        a.Log.Texts(2020).ShouldHaveSingleItem().ShouldEndWith($"protocol {expected}");
        using var measured = new Measurements(a);
        measured.Now("link.protocol").ShouldBe([$"{expected} peer=n2"]);
    }

    [Theory]
    [InlineData(2, 2, false)]
    [InlineData(2, 3, false)]
    [InlineData(3, 2, false)]
    [InlineData(3, 3, true)]
    public void Forward_ThatMayBeRepeated_SaysSoByTheFieldOfTheVersion(uint newestOfA, uint newestOfB, bool isOfVersion3)
    {
        List<Forward> said = [];
        _net.Seen = (from, frame) => said.AddRange(from == new NodeId("n1") ? frame.Forwards.Where(static one => one.To != "") : []);
        var (a, b) = Two(new(2, newestOfA), new(2, newestOfB));
        b.Add("Ben");
        _net.Run(0.1);
        _ = a.SendRepeatable("Anna", "Ben", "hi");
        _ = a.Send("Anna", "Ben", "once");
        _net.Pump();

        said.Select(static one => one.Repeatable).ShouldBe([isOfVersion3, false]);
        said.Select(static one => one.Key != 0).ShouldBe([!isOfVersion3, false]);
        b.Handed.ShouldBe(["hi", "once"]);
    }

    /// <summary>The listener knows a repetition by another way, whichever of the two ways is of which version.</summary>
    [Theory]
    [InlineData(2, 3, 3)]
    [InlineData(3, 2, 3)]
    [InlineData(3, 3, 2)]
    [InlineData(3, 3, 3)]
    public void Repetition_ByServersOfTwoVersions_IsDeliveredOnce(uint newestOfA, uint newestOfB, uint newestOfC)
    {
        var (a, b, c) = (Start("n1", new(2, newestOfA), 3), Start("n2", new(2, newestOfB), 3), Start("n3", new(2, newestOfC), 3));
        b.Add("Ben");
        _net.Run(1);
        _ = a.SendRepeatable("Anna", "Ben", "hi");
        _net.Pump();
        _net.Crash(a);
        var again = c.SendRepeatable("Anna", "Ben", "hi");
        _net.Pump();
        Sum(again).ShouldBe((1, 1, ""));
        b.Handed.ShouldBe(["hi"]);
    }

    [Theory]
    [InlineData(4, 5, "n1")]
    [InlineData(1, 1, "n2")]
    public void Link_WithNoVersionInCommon_IsRefusedAndBothLogsSayWhoIsToBeUpgraded(uint oldest, uint newest, string late)
    {
        var (a, b) = Two(Now, new(oldest, newest));
        b.Add("Bea");
        _net.Run(2);
        foreach (var node in (SimNode[])[a, b])
        {
            node.Log.Lines.ShouldContain(line => line.Level == LogLevel.Warning && line.Text.Contains("WrongVersion")
                && line.Text.Contains($"upgrade '{late}'"), $"{node.Id}");
            node.Node.Links[0].Protocol.ShouldBeNull();
        }

        a.Names.ShouldBe("");
    }

    [Fact]
    public void Peer_BackInALifeOfAnotherVersion_IsSpokenToByThat()
    {
        var (a, b) = Two(Now, Before);
        a.LinkTo(b).Protocol.ShouldBe(2);
        foreach (var (protocols, expected) in ((ProtocolRange, int)[])[(Now, 3), (Before, 2), (Now, 3)])
        {
            _net.Crash(b);
            _net.Run(1);
            b = Start("n2", protocols);
            _net.Run(1);
            (a.LinkTo(b).Protocol, b.LinkTo(a).Protocol).ShouldBe((expected, expected));
        }

        _net.Crash(b);
        _net.Run(3);
        a.LinkTo(b).Protocol.ShouldBeNull("it is gone");
        Speaks(a, b).ShouldBeFalse();
    }

    [Fact]
    public void Speaks_OfPeersOfEachVersion_IsTrueOfThoseThatSpeakIt()
    {
        var (a, b, c) = (Start("n1", Now, 3), Start("n2", Before, 3), Start("n3", Now, 3));
        (Speaks(a, b), Speaks(a, c)).ShouldBe((false, false), "nothing is known of them yet");
        _net.Run(1);
        (Speaks(a, b), Speaks(a, c)).ShouldBe((false, true));
        (Speaks(b, a), Speaks(c, a)).ShouldBe((false, true));
        (Speaks(a, a), a.Node.Context.Speaks(b.Id, 2)).ShouldBe((false, true));
    }

    [Fact]
    public void NodeMessage_OfVersion3_GoesToPeersThatSpeakIt()
    {
        var (a, b, c) = (Start("n1", Now, 3), Start("n2", Before, 3), Start("n3", Now, 3));
        _net.Run(1);
        var (toB, toC) = (SendNew(a, b), SendNew(a, c));
        _net.Pump();
        (Why(toB), b.Handed.Count).ShouldBe((UnreachableReason.PeerTooOld, 0));
        (Sum(toC), c.Handed.Count).ShouldBe(((1, 1, ""), 1));
    }

    /// <summary>Who asked first, and sends when the peer has come back in a life that speaks less, does it no harm.</summary>
    [Fact]
    public void NodeMessage_OfVersion3ToAPeerThatIsBackAsVersion2_DoesNotGoThere()
    {
        var (a, b) = Two(Now, Now);
        Speaks(a, b).ShouldBeTrue();
        _net.CutBoth(a, b);
        var waiting = SendNew(a, b);
        _net.Crash(b);
        _net.Heal();
        b = Start("n2", Before);
        _net.Run(1);
        var late = SendNew(a, b);
        (Why(waiting), Why(late)).ShouldBe((UnreachableReason.PeerRestarted, UnreachableReason.PeerTooOld));
        b.Handed.ShouldBeEmpty();
    }

    private static bool Speaks(SimNode node, SimNode peer) => node.Node.Context.Speaks(peer.Id, MeshProtocol.Newest);

    private static Task<DeliveryOutcome> SendNew(SimNode from, SimNode to)
    {
        var pending = new PendingDelivery(0, 1);
        from.Node.Context.Forward(to.Id, Envelope.ToNode(SimNode.Channel, "new"u8.ToArray()) with { Protocol = 3 }, pending);
        return pending.Outcome;
    }

    private (SimNode A, SimNode B) Two(ProtocolRange a, ProtocolRange b)
    {
        var nodes = (Start("n1", a), Start("n2", b));
        _net.Run(1);
        return nodes;
    }

    private SimNode Start(string id, ProtocolRange protocols, int of = 2) => _net.Start(id, of, options => options.Protocols = protocols);
}
