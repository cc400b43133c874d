using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Gossamer.Mesh.Wire;

namespace Gossamer.Mesh.Tests;

/// <summary>
/// The source is the process's: while one of these tests listens, all nodes make activities. So no others run meanwhile.
/// </summary>
[Collection(nameof(ListeningToActivities))]
public sealed class MeshActivitiesTests
{
    private readonly SimNetwork _net = new();

    [Fact]
    public async Task Route_ThatIsSampled_HasTheDeliveryElsewhereAsItsChild()
    {
        using var heard = new Heard();
        var (a, b) = Linked();

        using (var parent = new Activity("caller").SetIdFormat(ActivityIdFormat.W3C).Start())
        {
            parent.ActivityTraceFlags = ActivityTraceFlags.Recorded;
            parent.TraceStateString = "vendor=1";
            var outcome = a.Send("Anna", "Ben", "m-sampled");
            _net.Run(0.1);
            (await outcome).Delivered.ShouldBe(1);

            var (publish, deliver) = (heard.Of("m-sampled", "publish"), heard.Of("m-sampled", "deliver"));
            publish.ParentSpanId.ShouldBe(parent.SpanId);
            (deliver.TraceId, deliver.ParentSpanId).ShouldBe((parent.TraceId, publish.SpanId));
            (deliver.Kind, deliver.TraceStateString, deliver.HasRemoteParent).ShouldBe((ActivityKind.Consumer, "vendor=1", true));
            publish.GetTagItem("gossamer.server").ShouldBe("n1");
            deliver.GetTagItem("gossamer.server").ShouldBe("n2");
        }

        b.Handed.ShouldBe(["m-sampled"]);
    }

    [Fact]
    public async Task Route_ToAServerThatDoesNotAnswer_EndsAsAnError()
    {
        using var heard = new Heard();
        var (a, b) = Linked();
        _net.Cut(b, a);

        var outcome = a.Send("Anna", "Ben", "m-lost");
        _net.Run(5.5);
        (await outcome).Unreachable.ShouldBe([b.Id]);

        var publish = heard.Of("m-lost", "publish");
        (publish.Status, publish.GetTagItem("error.type")).ShouldBe((ActivityStatusCode.Error, "unreachable"));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0", "")]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more", "")]
    public void Read_WhatIsNoContext_IsNone(string parent, string state) =>
        Read(parent, state).ShouldBeNull();

    [Fact]
    public void Read_AStateOfAnyLength_IsBounded()
    {
        const string Parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

        Read(Parent, new string('x', 512)).ShouldNotBeNull();
        Read(Parent, new string('x', 513)).ShouldBeNull();
    }

    /// <summary>Whatever a peer says of a trace: the message is delivered.</summary>
    [Theory]
    [InlineData("00-00000000000000000000000000000000-0000000000000000-01")]
    [InlineData("zz-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-zz")]
    [InlineData("not a trace")]
    public void Forward_WithATraceThatIsNone_IsDelivered(string parent)
    {
        using var heard = new Heard();
        using var mesh = new HandMesh();
        var session = mesh.Begin("Ben");
        var liar = mesh.Link("liar", 0, "Anna");
        var message = liar.Message("m-odd", "Anna", "Ben");
        message.Trace = new() { Parent = parent };

        liar.Tell(new() { Forwards = { message } });

        session.Texts.ShouldBe(["m-odd"]);
        heard.Of("m-odd").ShouldBeEmpty();
    }

    /// <summary>What a message costs while nobody listens to activities: exactly what it did without them.</summary>
    [Fact]
    public void Route_WhileNobodyListens_AllocatesNothingForTraces()
    {
        MeshActivities.AreHeard.ShouldBeFalse();
        MeshActivities.ContextOf(null).ShouldBeNull();
        var envelope = new Envelope(new("m"), SimNode.Name("Anna"), SimNode.Name("Ben"), ReadOnlyMemory<byte>.Empty);
        MeshActivities.StartDeliver(new("n1"), new("n2"), envelope);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            MeshActivities.End(MeshActivities.StartDeliver(new("n1"), new("n2"), envelope), 1);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        Generated.Encode(1, envelope, MeshProtocol.Newest).Trace.ShouldBeNull();
        var traced = envelope with { Trace = new() };
        Generated.Encode(1, envelope, MeshProtocol.Newest).CalculateSize().ShouldBe(
            Generated.Encode(1, traced, MeshProtocol.Newest).CalculateSize() - 3); // a tag of two bytes, a length
    }

    private (SimNode A, SimNode B) Linked()
    {
        var (a, b) = (_net.Start("n1", 2), _net.Start("n2", 2));
        a.Add("Anna");
        b.Add("Ben");
        _net.Run(1);
        return (a, b);
    }

    private sealed class Heard : IDisposable
    {
        private readonly ConcurrentQueue<Activity> _all = new();
        private readonly ActivityListener _listener = new();

        internal Heard()
        {
            _listener.ShouldListenTo = static source => source.Name == MeshActivities.SourceName;
            _listener.Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded;
            _listener.ActivityStopped = _all.Enqueue;
            ActivitySource.AddActivityListener(_listener);
        }

        public void Dispose() => _listener.Dispose();

        internal Activity[] Of(string id) => [.. _all.Where(one => (string?)one.GetTagItem("messaging.message.id") == id)];

        internal Activity Of(string id, string name) => Of(id).Where(one => one.DisplayName == name).ShouldHaveSingleItem();
    }

    private static TraceContext? Read(string parent, string state) =>
        MeshActivities.Read(Encoding.UTF8.GetBytes(parent), Encoding.UTF8.GetBytes(state));
}
