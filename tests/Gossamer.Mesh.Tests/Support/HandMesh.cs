using System.Buffers;
using System.Diagnostics.Metrics;
using Google.Protobuf;
using Gossamer.Mesh.Wire;
using Gossamer.Mesh.Wire.Recovery;

namespace Gossamer.Mesh.Tests;

/// <summary>
/// One server, n1, and two peers, "liar" and "other", whose frames are written by hand. Their time passes when the test says so.
/// </summary>
internal sealed class HandMesh : IMeshTransport, IDisposable
{
    private readonly OwnMeters _own = new(); // other tests' nodes, which run meanwhile, have meters of that name too
    private readonly MeterListener _meters = new();

    internal HandMesh(
        bool requireListedSenders = false, TimeSpan listingGrace = default, IMessageFrameValidator? frames = null,
        IDeliveryBatch? batch = null)
    {
        var options = new MeshOptions
        {
            Id = new("n1"), Cluster = "test", ListingGrace = listingGrace, RequireListedSenders = requireListedSenders,
            Peers = { new(new("liar"), new("sim://liar")), new(new("other"), new("sim://other")) },
        };
        Node = new(options, this, Net.Time, frames: frames, meters: _own, batch: batch);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == _own.Meter && instrument.Name == "gossamer.mesh.items.refused")
                listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            if (tags[0].Value is "liar" or "other")
                Refused.Add($"{tags[0].Value} {tags[1].Value}");
        });
        _meters.Start();
    }

    internal SimNetwork Net { get; } = new();

    internal MeshNode Node { get; }

    /// <summary>What was counted as refused: of whom, and why.</summary>
    internal List<string> Refused { get; } = [];

    internal long Now => Net.Time.GetUtcNow().ToUnixTimeMilliseconds();

    public void Dispose()
    {
        _meters.Dispose();
        _own.Dispose();
    }

    public ILinkChannel Open(MeshPeer peer, ILinkSender sender) => new Channel();

    /// <summary>A client that may come back.</summary>
    internal SimSession Begin(string user)
    {
        var session = new SimSession([]);
        session.Begin(Node.BeginSession(SimNode.Name(user), session, ClientIdentity.ByOffset));
        return session;
    }

    /// <summary>A peer links, in its first life, with the users that it lists.</summary>
    internal Peer Link(string id, ulong lastNumber, params string[] users)
    {
        var channel = new Channel();
        var peer = new Peer(this, channel, Node.Accept(channel, new NodeId(id)), Origin.Of(new(id), new(77)));
        peer.Tell(new()
        {
            Hello = new()
            {
                Protocol = MeshProtocol.Oldest, Cluster = "test", Node = id, Target = "n1", Incarnation = 77, Link = 1,
                LastNumber = lastNumber,
            },
            Snapshot = new() { Version = 1, Last = true, Users = { users }, Connections = { users.Select(static _ => 1u) } },
        });
        return peer;
    }

    internal void Run(double seconds)
    {
        Net.Time.Advance(TimeSpan.FromSeconds(seconds));
        Node.Messages.Tick();
    }

    internal Entry Entry(Origin origin, ulong number, string frame) =>
        new() { Origin = origin.Value, Number = number, At = Now, Frame = ByteString.CopyFromUtf8(frame) };

    /// <summary>A peer whose frames the test writes.</summary>
    internal sealed class Peer(HandMesh mesh, Channel channel, ILinkListener link, Origin life)
    {
        private ulong _sequence;

        internal Origin Life => life;

        internal LinkClose? Reason => channel.Reason;

        internal void Tell(Frame frame)
        {
            frame.Heartbeat ??= new();
            frame.Heartbeat.HeardIncarnation = mesh.Node.Incarnation.Value;
            var bytes = new ArrayBufferWriter<byte>();
            FrameCodec.Write(frame, bytes);
            link.Received(bytes.WrittenSpan);
        }

        internal void TellLastNumber(ulong number) => Tell(new() { Heartbeat = new() { LastNumber = number } });

        /// <summary>The next message of its sequence; its number is that of the sequence when left out.</summary>
        internal Forward Message(string id, string from, string to, ulong number = 0) => new()
        {
            Sequence = ++_sequence, Number = number == 0 ? _sequence : number, Id = id, From = from, To = to, At = mesh.Now,
            Frame = ByteString.CopyFromUtf8(id),
        };

        internal void Forward(ulong number, string from, string to) =>
            Tell(new() { Forwards = { Message($"m{number}", from, to, number) } });

        internal void Say(RecoveryMessage message) => Tell(new()
        {
            Forwards =
            {
                new Forward { Sequence = ++_sequence, Channel = RecoveryChannel.Name, Frame = message.ToByteString() },
            },
        });

        /// <summary>Has the first session of the server ask for what it missed, and answers.</summary>
        internal void Bring(string user, params Entry[] entries)
        {
            Say(new() { Missed = new() { User = user, LastNumber = 1 } });
            Say(new()
            {
                Entries = new()
                {
                    Request = mesh.Node.Incarnation.Value + 1, Question = 1, LastPiece = true, LastNumber = 1, Entries_ = { entries },
                },
            });
        }

        internal void Goes() => link.Closed(new(LinkCloseCode.ConnectionLost));
    }

    internal sealed class Channel : ILinkChannel
    {
        internal LinkClose? Reason { get; private set; }

        public void Wake()
        {
        }

        public void Close(LinkClose reason) => Reason ??= reason;
    }
}
