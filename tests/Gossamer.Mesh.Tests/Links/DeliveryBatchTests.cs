using System.Buffers;
using System.Text;
using Gossamer.Mesh.Wire;
using Google.Protobuf;

namespace Gossamer.Mesh.Tests;

/// <summary>What the messages of one frame of a link make the application send is one batch.</summary>
public sealed class DeliveryBatchTests : IAsyncDisposable
{
    private readonly SimNetwork _net = new();
    private readonly List<string> _told = [];
    private readonly Batch _batch;
    private readonly MeshNode _node;
    private readonly ILinkListener _link;
    private ulong _sequence;

    public DeliveryBatchTests()
    {
        _batch = new(_told);
        var options = new MeshOptions { Id = new("n1"), Cluster = "test", Peers = { new(new("n2"), new("sim://n2")) } };
        _node = new(options, new NoTransport(), _net.Time, batch: _batch);
        _node.BeginSession(SimNode.Name("Ben"), new Outlet(_told), ClientIdentity.None);
        _link = _node.Accept(new Channel(), new NodeId("n2"));
        Tell(new()
        {
            Hello = new()
            {
                Protocol = HelloRules.Protocol, Cluster = "test", Node = "n2", Target = "n1", Incarnation = 77, Link = 1,
            },
            Heartbeat = new() { HeardIncarnation = _node.Incarnation.Value },
        });
        _told.Clear();
    }

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public void Frame_WithSeveralMessages_IsOneBatch()
    {
        Tell(new() { Forwards = { Message("m1"), Message("m2") } });
        Tell(new() { Forwards = { Message("m3") } });
        _told.ShouldBe(["begin", "m1", "m2", "end", "begin", "m3", "end"]);
    }

    [Fact]
    public void Frame_OnAThreadThatGathersAlready_DoesNotEndItsBatch()
    {
        _batch.Begins = false;
        Tell(new() { Forwards = { Message("m1") } });
        _told.ShouldBe(["m1"]);
    }

    [Fact]
    public void Frame_ThatBreaksTheRules_EndsItsBatch()
    {
        Tell(new() { Forwards = { Message("m1"), new Forward { Sequence = ++_sequence } } });
        _told.ShouldBe(["begin", "m1", "end"]);
    }

    [Fact]
    public void End_MayCallTheNode()
    {
        _batch.OnEnd = () => _node.SessionsOf(SimNode.Name("Ben")).ShouldBe(1);
        Tell(new() { Forwards = { Message("m1") } });
        _told.ShouldBe(["begin", "m1", "end"]);
    }

    private Forward Message(string id) => new()
    {
        Sequence = ++_sequence, Number = _sequence, Id = id, From = "Anna", To = "Ben", Frame = ByteString.CopyFromUtf8(id),
    };

    private void Tell(Frame frame)
    {
        frame.Heartbeat ??= new() { HeardIncarnation = _node.Incarnation.Value };
        var bytes = new ArrayBufferWriter<byte>();
        FrameCodec.Write(frame, bytes);
        _link.Received(bytes.WrittenSpan);
    }

    private sealed class Batch(List<string> told) : IDeliveryBatch
    {
        internal bool Begins { get; set; } = true;

        internal Action? OnEnd { get; set; }

        public bool TryBegin()
        {
            if (Begins)
                told.Add("begin");
            return Begins;
        }

        public void End()
        {
            told.Add("end");
            OnEnd?.Invoke();
        }
    }

    private sealed class Channel : ILinkChannel
    {
        public void Wake()
        {
        }

        public void Close(LinkClose reason)
        {
        }
    }

    private sealed class NoTransport : IMeshTransport
    {
        public ILinkChannel Open(MeshPeer peer, ILinkSender sender) => new Channel();
    }

    private sealed class Outlet(List<string> told) : ISessionOutlet
    {
        public TimeSpan SilentFor => TimeSpan.Zero;

        public void Begin(bool isComplete, ReadOnlySpan<byte> offset)
        {
        }

        public void Send(ReadOnlyMemory<byte> frame, ReadOnlySpan<byte> offset) => told.Add(Encoding.UTF8.GetString(frame.Span));

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
