using System.Buffers;
using System.Diagnostics.Metrics;
using System.Text;
using Gossamer.Mesh.Wire;
using Google.Protobuf;

namespace Gossamer.Mesh.Tests;

/// <summary>In whose name a peer may speak, by frames written by hand.</summary>
public sealed class PeerListingTests : IDisposable
{
    private readonly SimNetwork _net = new();
    private readonly MeshNode _node;
    private readonly Channel _channel = new();
    private readonly ILinkListener _link;
    private readonly Outlet _ben = new();
    private readonly OwnMeters _own = new(); // other tests' nodes, which run meanwhile, have meters of that name too
    private readonly MeterListener _meters = new();
    private readonly List<string> _refused = [];
    private ulong _sequence;

    public PeerListingTests()
    {
        var options = new MeshOptions
        {
            Id = new("n1"), Cluster = "test", Peers = { new(new("n2"), new("sim://n2")) }, RequireListedSenders = true,
        };
        _node = new(options, new NoTransport(), _net.Time, frames: new EqualToTheId(), meters: _own);
        _node.BeginSession(SimNode.Name("Ben"), _ben, ClientIdentity.None);
        _link = _node.Accept(_channel, new NodeId("n2"));
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == _own.Meter)
                listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            if (tags[0].Value is "n2") // meters are everybody's: other tests run at the same time
                _refused.Add($"{tags[0].Value} {tags[1].Value}");
        });
        _meters.Start();
        Tell(new()
        {
            Hello = new()
            {
                Protocol = HelloRules.Protocol, Cluster = "test", Node = "n2", Target = "n1", Incarnation = 77, Link = 1,
            },
            Heartbeat = new() { HeardIncarnation = _node.Incarnation.Value },
            Snapshot = new() { Version = 1, Last = true, Users = { "Anna" }, Connections = { 1 } },
        });
    }

    public void Dispose()
    {
        _meters.Dispose();
        _own.Dispose();
    }

    [Fact]
    public void Forward_OfAListedUser_IsTaken()
    {
        _net.Run(20);
        Send("Anna", "m1");
        _ben.Handed.ShouldBe(["m1"]);
        _refused.ShouldBeEmpty();
    }

    [Fact]
    public void Forward_OfAnotherUser_IsTakenOnlyInTheGraceOfALink()
    {
        Send("Carl", "m1");
        _net.Run(11);
        Send("Carl", "m2");
        _ben.Handed.ShouldBe(["m1"]);
        _refused.ShouldBe(["n2 sender"]);
    }

    [Fact]
    public void Forward_OfAUserNamedInTheSameFrame_IsTaken()
    {
        _net.Run(11);
        Tell(new()
        {
            Forwards = { Message("Carl", "m1") }, Changes = new() { From = 1, To = 2, Users = { "Carl" }, Connections = { 1 } },
        });
        _ben.Handed.ShouldBe(["m1"]);
    }

    [Fact]
    public void Forward_OfAUserWhomTheFrameDoesNotList_IsRefused()
    {
        _net.Run(11);
        Tell(new()
        {
            Forwards = { Message("Carl", "m1") }, Changes = new() { From = 1, To = 2, Users = { "Carl" }, Connections = { 0 } },
        });
        Tell(new()
        {
            Forwards = { Message("Carl", "m2") }, Changes = new() { From = 1, To = 3, Users = { "Carl" }, Connections = { 1 } },
        });
        _ben.Handed.ShouldBeEmpty("gone, or not taken as it does not follow");
    }

    [Fact]
    public void Forward_InASnapshotThatNeverEnds_IsTakenForSoMuchOfAMinute()
    {
        Wait(11);
        for (var i = 0U; i < 20; i++)
        {
            Tell(new()
            {
                Forwards = { Message("Carl", $"m{i}") },
                Snapshot = new() { Version = 2, Index = i, Users = { "Carl" }, Connections = { 1 } },
            });
            _net.Run(1);
        }

        _ben.Handed.Count.ShouldBeInRange(4, 10, "half of the time was the link's beginning");
    }

    [Fact]
    public void Forward_OfAUserNamedInTheLastPiece_IsTaken()
    {
        _net.Run(30);
        Tell(new()
        {
            Forwards = { Message("Carl", "m1") }, Snapshot = new() { Version = 2, Last = true, Users = { "Carl" }, Connections = { 1 } },
        });
        _ben.Handed.ShouldBe(["m1"]);
    }

    [Fact]
    public void Forward_OfAUserWhoHasLeft_IsTakenForAWhile()
    {
        _net.Run(11);
        Tell(new() { Changes = new() { From = 1, To = 2, Users = { "Anna" }, Connections = { 0 } } });
        Send("Anna", "m1");
        _net.Run(11);
        Send("Anna", "m2");
        _ben.Handed.ShouldBe(["m1"]);
    }

    [Fact]
    public void Forward_WhileABatchIsUnfinished_IsTakenForSoMuchOfAMinute()
    {
        Wait(11);
        Tell(new() { Changes = new() { From = 1, To = 1, Users = { "Carl" }, Connections = { 1 } } });
        Send("Dora", "m1");
        _net.Run(11);
        Send("Dora", "m2");
        Tell(new() { Changes = new() { From = 1, To = 2, Users = { "Carl" }, Connections = { 1 } } });
        Tell(new() { Changes = new() { From = 2, To = 2, Users = { "Carl" }, Connections = { 1 } } });
        Send("Dora", "m3");
        _ben.Handed.ShouldBe(["m1"]);
    }

    [Fact]
    public void Forward_FrameOrStampThatDoesNotAgree_IsCountedByItsReason()
    {
        var frame = Message("Anna", "m1");
        frame.Frame = ByteString.CopyFromUtf8("else");
        var key = Message("Anna", "m2");
        key.Key = 7;
        var number = Message("Anna", "m3");
        number.Number = 0;
        var repeatable = Message("Anna", "m4");
        repeatable.Key = MessageKey.Of(SimNode.Name("Anna"), new("m4")).Value;
        Tell(new() { Forwards = { frame, key, number, repeatable } });
        _ben.Handed.ShouldBe(["m4"]);
        _refused.ShouldBe(["n2 frame", "n2 stamp", "n2 stamp"]);
        _channel.Reason.ShouldBeNull("one bad item ends no link");
    }

    [Fact]
    public void Forward_IdOrChannelBeyondTheBounds_EndsTheLink()
    {
        Tell(new() { Forwards = { Message("Anna", new string('x', 1025)) } });
        _channel.Reason!.Value.Code.ShouldBe(LinkCloseCode.Malformed);
    }

    private Forward Message(string from, string id) => new()
    {
        Sequence = ++_sequence, Number = _sequence, Id = id, From = from, To = "Ben", Frame = ByteString.CopyFromUtf8(id),
    };

    /// <summary>With a heartbeat each second.</summary>
    private void Wait(int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            _net.Run(1);
            Tell(new());
        }
    }

    private void Send(string from, string id) => Tell(new() { Forwards = { Message(from, id) } });

    private void Tell(Frame frame)
    {
        frame.Heartbeat ??= new() { HeardIncarnation = _node.Incarnation.Value };
        var bytes = new ArrayBufferWriter<byte>();
        FrameCodec.Write(frame, bytes);
        _link.Received(bytes.WrittenSpan);
    }

    private sealed class OwnMeters : IMeterFactory
    {
        internal Meter? Meter { get; private set; }

        public Meter Create(MeterOptions options) => Meter = new(options);

        public void Dispose() => Meter?.Dispose();
    }

    /// <summary>An application whose frames are their ids.</summary>
    private sealed class EqualToTheId : IMessageFrameValidator
    {
        public bool Agrees(Envelope message) => Encoding.UTF8.GetString(message.Frame.Span) == message.Id.Value;

        public bool TryRead(ReadOnlySpan<byte> frame, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out MessageFields? message)
        {
            message = null;
            return false;
        }
    }

    private sealed class Channel : ILinkChannel
    {
        internal LinkClose? Reason { get; private set; }

        public void Wake()
        {
        }

        public void Close(LinkClose reason) => Reason ??= reason;
    }

    private sealed class NoTransport : IMeshTransport
    {
        public ILinkChannel Open(MeshPeer peer, ILinkSender sender) => new Channel();
    }

    private sealed class Outlet : ISessionOutlet
    {
        internal List<string> Handed { get; } = [];

        public TimeSpan SilentFor => TimeSpan.Zero;

        public void Begin(bool isComplete, ReadOnlySpan<byte> offset)
        {
        }

        public void Send(ReadOnlyMemory<byte> frame, ReadOnlySpan<byte> offset) => Handed.Add(Encoding.UTF8.GetString(frame.Span));

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
