using Gossamer.Mesh.Wire;

namespace Gossamer.Mesh.Tests;

/// <summary>What the messages of one frame of a link make the application send is one batch.</summary>
public sealed class DeliveryBatchTests : IDisposable
{
    private readonly Batch _batch = new();
    private readonly HandMesh _mesh;
    private readonly HandMesh.Peer _peer;
    private readonly List<string> _told;

    public DeliveryBatchTests()
    {
        _mesh = new(batch: _batch);
        _told = _batch.Told = _mesh.Begin("Ben").Texts;
        _peer = _mesh.Link("other", 0);
        _told.Clear();
    }

    public void Dispose() => _mesh.Dispose();

    [Fact]
    public void Frame_WithSeveralMessages_IsOneBatch()
    {
        _peer.Tell(new() { Forwards = { Message("m1"), Message("m2") } });
        _peer.Tell(new() { Forwards = { Message("m3") } });
        _told.ShouldBe(["begin", "m1", "m2", "end", "begin", "m3", "end"]);
    }

    [Fact]
    public void Frame_OnAThreadThatGathersAlready_DoesNotEndItsBatch()
    {
        _batch.Begins = false;
        _peer.Tell(new() { Forwards = { Message("m1") } });
        _told.ShouldBe(["m1"]);
    }

    [Fact]
    public void Frame_ThatBreaksTheRules_EndsItsBatch()
    {
        _peer.Tell(new() { Forwards = { Message("m1"), new Forward { Sequence = 2 } } });
        _told.ShouldBe(["begin", "m1", "end"]);
    }

    [Fact]
    public void End_MayCallTheNode()
    {
        _batch.OnEnd = () => _mesh.Node.SessionsOf(SimNode.Name("Ben")).ShouldBe(1);
        _peer.Tell(new() { Forwards = { Message("m1") } });
        _told.ShouldBe(["begin", "m1", "end"]);
    }

    private Forward Message(string id) => _peer.Message(id, "Anna", "Ben");

    private sealed class Batch : IDeliveryBatch
    {
        internal List<string> Told { get; set; } = [];

        internal bool Begins { get; set; } = true;

        internal Action? OnEnd { get; set; }

        public bool TryBegin()
        {
            if (Begins)
                Told.Add("begin");
            return Begins;
        }

        public void End()
        {
            Told.Add("end");
            OnEnd?.Invoke();
        }
    }
}
