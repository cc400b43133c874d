using System.Text;
using Gossamer.Mesh.Wire;
using Google.Protobuf;

namespace Gossamer.Mesh.Tests;

/// <summary>In whose name a peer may speak, by frames written by hand.</summary>
public sealed class PeerListingTests : IDisposable
{
    private readonly HandMesh _mesh = new(requireListedSenders: true, TimeSpan.FromSeconds(10), new EqualToTheId());
    private readonly HandMesh.Peer _peer;
    private readonly List<string> _handed;
    private readonly List<string> _refused;

    public PeerListingTests()
    {
        (_handed, _refused) = (_mesh.Begin("Ben").Texts, _mesh.Refused);
        _peer = _mesh.Link("other", 0, "Anna");
    }

    public void Dispose() => _mesh.Dispose();

    [Fact]
    public void Forward_OfAListedUser_IsTaken()
    {
        _mesh.Run(20);
        Send("Anna", "m1");
        _handed.ShouldBe(["m1"]);
        _refused.ShouldBeEmpty();
    }

    [Fact]
    public void Forward_OfAnotherUser_IsTakenOnlyInTheGraceOfALink()
    {
        Send("Carl", "m1");
        _mesh.Run(11);
        Send("Carl", "m2");
        _handed.ShouldBe(["m1"]);
        _refused.ShouldBe(["other sender"]);
    }

    [Fact]
    public void Forward_OfAUserNamedInTheSameFrame_IsTaken()
    {
        _mesh.Run(11);
        _peer.Tell(new()
        {
            Forwards = { Message("Carl", "m1") }, Changes = new() { From = 1, To = 2, Users = { "Carl" }, Connections = { 1 } },
        });
        _handed.ShouldBe(["m1"]);
    }

    [Fact]
    public void Forward_OfAUserWhomTheFrameDoesNotList_IsRefused()
    {
        _mesh.Run(11);
        _peer.Tell(new()
        {
            Forwards = { Message("Carl", "m1") }, Changes = new() { From = 1, To = 2, Users = { "Carl" }, Connections = { 0 } },
        });
        _peer.Tell(new()
        {
            Forwards = { Message("Carl", "m2") }, Changes = new() { From = 1, To = 3, Users = { "Carl" }, Connections = { 1 } },
        });
        _handed.ShouldBeEmpty("gone, or not taken as it does not follow");
    }

    [Fact]
    public void Forward_InASnapshotThatNeverEnds_IsTakenForSoMuchOfAMinute()
    {
        Wait(11);
        for (var i = 0U; i < 20; i++)
        {
            _peer.Tell(new()
            {
                Forwards = { Message("Carl", $"m{i}") },
                Snapshot = new() { Version = 2, Index = i, Users = { "Carl" }, Connections = { 1 } },
            });
            _mesh.Run(1);
        }

        _handed.Count.ShouldBeInRange(4, 10, "half of the time was the link's beginning");
    }

    [Fact]
    public void Forward_OfAUserNamedInTheLastPiece_IsTaken()
    {
        _mesh.Run(30);
        _peer.Tell(new()
        {
            Forwards = { Message("Carl", "m1") }, Snapshot = new() { Version = 2, Last = true, Users = { "Carl" }, Connections = { 1 } },
        });
        _handed.ShouldBe(["m1"]);
    }

    [Fact]
    public void Forward_OfAUserWhoHasLeft_IsTakenForAWhile()
    {
        _mesh.Run(11);
        _peer.Tell(new() { Changes = new() { From = 1, To = 2, Users = { "Anna" }, Connections = { 0 } } });
        Send("Anna", "m1");
        _mesh.Run(11);
        Send("Anna", "m2");
        _handed.ShouldBe(["m1"]);
    }

    [Fact]
    public void Forward_WhileABatchIsUnfinished_IsTakenForSoMuchOfAMinute()
    {
        Wait(11);
        _peer.Tell(new() { Changes = new() { From = 1, To = 1, Users = { "Carl" }, Connections = { 1 } } });
        Send("Dora", "m1");
        _mesh.Run(11);
        Send("Dora", "m2");
        _peer.Tell(new() { Changes = new() { From = 1, To = 2, Users = { "Carl" }, Connections = { 1 } } });
        _peer.Tell(new() { Changes = new() { From = 2, To = 2, Users = { "Carl" }, Connections = { 1 } } });
        Send("Dora", "m3");
        _handed.ShouldBe(["m1"]);
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
        _peer.Tell(new() { Forwards = { frame, key, number, repeatable } });
        _handed.ShouldBe(["m4"]);
        _refused.ShouldBe(["other frame", "other stamp", "other stamp"]);
        _peer.Reason.ShouldBeNull("one bad item ends no link");
    }

    [Fact]
    public void Forward_IdOrChannelBeyondTheBounds_EndsTheLink()
    {
        _peer.Tell(new() { Forwards = { Message("Anna", new string('x', 1025)) } });
        _peer.Reason!.Value.Code.ShouldBe(LinkCloseCode.Malformed);
    }

    private Forward Message(string from, string id) => _peer.Message(id, from, "Ben");

    /// <summary>With a heartbeat each second.</summary>
    private void Wait(int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            _mesh.Run(1);
            _peer.Tell(new());
        }
    }

    private void Send(string from, string id) => _peer.Tell(new() { Forwards = { Message(from, id) } });

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
}
