using System.Buffers;
using Gossamer.Mesh.Wire;
using Google.Protobuf;

namespace Gossamer.Mesh.Tests;

/// <summary>What a node makes of frames written by hand.</summary>
public sealed class ListeningTests
{
    private readonly SimNetwork _net = new();
    private readonly SimNode _node;
    private readonly SilentChannel _channel = new();
    private readonly ILinkListener _link;

    public ListeningTests()
    {
        _node = _net.Start("n1", of: 2);
        _node.Add("Ben");
        _link = _node.Node.Accept(_channel, new NodeId("n2"));
    }

    [Fact]
    public void Forward_MeantForAnotherLife_IsNotDelivered()
    {
        Tell(new() { Hello = Hello(), Heartbeat = new() { HeardIncarnation = _node.Node.Incarnation.Value - 1 },
            Forwards = { Forward(1, "old") } });
        _node.Handed.ShouldBeEmpty();
        Tell(new() { Heartbeat = new() { HeardIncarnation = _node.Node.Incarnation.Value }, Forwards = { Forward(2, "new") } });
        _node.Handed.ShouldBe(["new"]);
    }

    [Fact]
    public void Forward_SequenceNotAboveTheLast_IsDropped()
    {
        Tell(new() { Hello = Hello(), Heartbeat = ForThisLife(),
            Forwards = { Forward(5, "five"), Forward(5, "again"), Forward(4, "four"), Forward(9, "nine") } });
        _node.Handed.ShouldBe(["five", "nine"]);
    }

    [Fact]
    public void Snapshot_ManyInARowWithAHole_AsksOnceATick()
    {
        Tell(new() { Hello = Hello(), Heartbeat = ForThisLife() });
        for (var i = 0; i < 20; i++)
        {
            Tell(new() { Snapshot = new() { Version = 3 } });
            Tell(new() { Snapshot = new() { Version = 3, Index = 2, Last = true } });
        }

        _node.Log.Texts(2035).Count().ShouldBe(1);
        _net.Run(0.3);
        _node.Log.Texts(2035).Count().ShouldBe(2, "what was held back is asked by the tick");
        _net.Run(2);
        _node.Log.Texts(2035).Count().ShouldBe(2);
    }

    [Fact]
    public void Hello_ClaimOfTheTransportDiffers_Refused()
    {
        var other = new SilentChannel();
        Tell(new() { Hello = Hello() }, _node.Node.Accept(other, new NodeId("n3")));
        other.Reason!.Value.Code.ShouldBe(LinkCloseCode.ClaimMismatch);
    }

    [Fact]
    public void Hello_OlderLinkOfTheSameLife_Refused()
    {
        Tell(new() { Hello = Hello(link: 7) });
        var late = new SilentChannel();
        Tell(new() { Hello = Hello(link: 6) }, _node.Node.Accept(late, null));
        late.Reason!.Value.Code.ShouldBe(LinkCloseCode.Replaced);
        _channel.Reason.ShouldBeNull();
    }

    [Fact]
    public void Hello_NewerLinkOfTheSameLife_ReplacesTheOld()
    {
        Tell(new() { Hello = Hello(link: 7), Heartbeat = ForThisLife() });
        var newer = _node.Node.Accept(new SilentChannel(), null);
        Tell(new() { Hello = Hello(link: 8), Heartbeat = ForThisLife() }, newer);
        _channel.Reason!.Value.Code.ShouldBe(LinkCloseCode.Replaced);
        Tell(new() { Forwards = { Forward(1, "on the old") } });
        Tell(new() { Forwards = { Forward(1, "on the new") } }, newer);
        _node.Handed.ShouldBe(["on the new"]);
    }

    [Fact]
    public void Hello_SameIncarnationAndALargerLinkWithoutTheLifesKey_DoesNotReplaceTheLiveLink()
    {
        var first = Hello();
        first.LifeKey = ByteString.CopyFrom(new byte[HelloRules.LifeKeyBytes]);
        Tell(new() { Hello = first, Heartbeat = ForThisLife() });

        foreach (var incarnation in new ulong[] { 76, 77, 78 })
        {
            var channel = new SilentChannel();
            var hello = Hello(1UL << 40);
            hello.Incarnation = incarnation;
            hello.LifeKey = ByteString.CopyFrom([.. Enumerable.Repeat((byte)1, HelloRules.LifeKeyBytes)]);
            Tell(new() { Hello = hello }, _node.Node.Accept(channel, new NodeId("n2")));
            channel.Reason!.Value.Code.ShouldBe(LinkCloseCode.DuplicateId);
            channel.Reason!.Value.Detail.ShouldBe("'n2' is linked in another life", "it says nothing of which");
        }

        Tell(new() { Heartbeat = ForThisLife(), Forwards = { Forward(1, "on the first") } });
        _node.Handed.ShouldBe(["on the first"]);
    }

    [Fact]
    public void Hello_SameLifeAndALargerLink_ReplacesTheLink()
    {
        var channel = new SilentChannel();
        var (first, second) = (Hello(), Hello(2));
        first.LifeKey = second.LifeKey = ByteString.CopyFrom(new byte[HelloRules.LifeKeyBytes]);
        Tell(new() { Hello = first, Heartbeat = ForThisLife() });
        Tell(new() { Hello = second }, _node.Node.Accept(channel, new NodeId("n2")));
        channel.Reason.ShouldBeNull();
        _channel.Reason!.Value.Code.ShouldBe(LinkCloseCode.Replaced);
    }

    [Fact]
    public void Deliver_Throws_LinkLivesAndCountsNone()
    {
        var net = new SimNetwork();
        var node = new MeshNode(Options(), new NoTransport(), net.Time);
        node.BeginSession(SimNode.Name("Ben"), new Faulty(), ClientIdentity.None);
        var channel = new SilentChannel();
        var link = node.Accept(channel, null);
        Tell(new() { Hello = Hello(), Heartbeat = new() { HeardIncarnation = node.Incarnation.Value }, Forwards = { Forward(1, "m") } },
            link);
        channel.Reason.ShouldBeNull();
    }

    private static MeshOptions Options() => new() { Id = new("n1"), Cluster = "test", Peers = { new(new("n2"), new("sim://n2")) } };

    private static Hello Hello(ulong link = 1) =>
        new() { Protocol = MeshProtocol.Oldest, Cluster = "test", Node = "n2", Target = "n1", Incarnation = 77, Link = link };

    private static Forward Forward(ulong sequence, string text) =>
        new() { Sequence = sequence, Number = sequence, Id = text, From = "Anna", To = "Ben", Frame = ByteString.CopyFromUtf8(text) };

    private Heartbeat ForThisLife() => new() { HeardIncarnation = _node.Node.Incarnation.Value };

    private void Tell(Frame frame, ILinkListener? link = null)
    {
        var bytes = new ArrayBufferWriter<byte>();
        FrameCodec.Write(frame, bytes);
        (link ?? _link).Received(bytes.WrittenSpan);
    }

    private sealed class SilentChannel : ILinkChannel
    {
        internal LinkClose? Reason { get; private set; }

        public void Wake()
        {
        }

        public void Close(LinkClose reason) => Reason ??= reason;
    }

    private sealed class NoTransport : IMeshTransport
    {
        public ILinkChannel Open(MeshPeer peer, ILinkSender sender) => new SilentChannel();
    }

    private sealed class Faulty : ISessionOutlet
    {
        public TimeSpan SilentFor => TimeSpan.Zero;

        public void Begin(bool isComplete, ReadOnlySpan<byte> offset)
        {
        }

        public void Send(ReadOnlyMemory<byte> frame, ReadOnlySpan<byte> offset) => throw new InvalidOperationException("a fault");

        public void Advance(ReadOnlySpan<byte> offset)
        {
        }

        public void ReportLoss(ReadOnlySpan<byte> offset)
        {
        }

        public void Probe()
        {
        }

        public void End()
        {
        }
    }
}
