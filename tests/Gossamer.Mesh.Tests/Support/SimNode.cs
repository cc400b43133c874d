using System.Text;
using Gossamer.Mesh.Simulation;

namespace Gossamer.Mesh.Tests;

/// <summary>A server of the simulation: the node, its sessions, and what they were handed.</summary>
internal sealed class SimNode : IMeshTransport
{
    internal const string Channel = "test";

    private readonly SimNetwork _network;
    private readonly Dictionary<string, List<SimSession>> _sessions = [];
    private readonly List<ReadOnlyMemory<byte>> _handed = [];

    internal SimNode(SimNetwork network, string id, int of, Action<MeshOptions>? configure)
    {
        _network = network;
        var options = new MeshOptions { Id = new(id), Cluster = "test" };
        for (var i = 1; i <= of; i++)
            if ($"n{i}" != id)
                options.Peers.Add(new(new($"n{i}"), new Uri($"sim://n{i}")));
        configure?.Invoke(options);
        Log = new();
        Node = new(options, this, network.Time, Log, network.Random, network.Frames, Meters);
        Node.OnNodeMessage(Channel, OnNodeMessage);
    }

    internal MeshNode Node { get; }

    internal RecordingLog Log { get; }

    /// <summary>Where its measurements are; see <see cref="Measurements"/>.</summary>
    internal OwnMeters Meters { get; } = new();

    internal NodeId Id => Node.Id;

    internal bool IsDead { get; set; }

    private long Now => _network.Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Texts of the frames handed out here, in order, each once however many sessions.</summary>
    internal List<string> Handed => [.. _handed.Select(static frame => Encoding.UTF8.GetString(frame.Span))];

    internal string Names => string.Join(' ', Node.Directory.NamesInOrder());

    /// <summary>A client that does not come back connects.</summary>
    internal SimSession Add(string user)
    {
        var session = new SimSession(_handed);
        session.Begin(Node.BeginSession(Name(user), session, ClientIdentity.None));
        if (!_sessions.TryGetValue(user, out var sessions))
            _sessions[user] = sessions = [];
        sessions.Add(session);
        Find(user).ConnectionsAt(Id).ShouldBe(sessions.Count);
        return session;
    }

    /// <summary>A client that may come back, by its offset, connects.</summary>
    internal SimSession Begin(string user)
    {
        var session = new SimSession(_handed);
        session.Begin(Node.BeginSession(Name(user), session, ClientIdentity.ByOffset));
        return session;
    }

    /// <summary>A client that may come back by a session key connects.</summary>
    internal SimSession Begin(string user, string key)
    {
        var session = new SimSession(_handed);
        session.Begin(Node.BeginSession(Name(user), session, ClientIdentity.Keyed(key)));
        return session;
    }

    /// <summary>It comes back.</summary>
    internal SimSession Resume(string user, string offset)
    {
        var session = new SimSession(_handed);
        session.Begin(Node.ResumeSession(Name(user), session, ClientIdentity.ByOffset, offset));
        return session;
    }

    /// <summary>The user's latest connection ends.</summary>
    internal void Remove(string user)
    {
        var sessions = _sessions[user];
        sessions[^1].Leave();
        sessions.RemoveAt(sessions.Count - 1);
        Find(user).ConnectionsAt(Id).ShouldBe(sessions.Count);
    }

    internal Task<DeliveryOutcome> Send(string from, string to, string text) => Node.RouteAsync(
        new(new(text), Name(from), Name(to), Encoding.UTF8.GetBytes(text)) { At = Now }, CancellationToken.None).AsTask();

    /// <summary>The same by an id of the sender's own, the text.</summary>
    internal Task<DeliveryOutcome> SendRepeatable(string from, string to, string text) => Node.RouteAsync(
        new(new(text), Name(from), Name(to), Encoding.UTF8.GetBytes(text)) { At = Now, MayRepeat = true }, CancellationToken.None).AsTask();

    /// <summary>A signal: the frame <c>signal:from&gt;to:text</c>, which <see cref="SignalTests"/> can read.</summary>
    internal Task<DeliveryOutcome> Signal(string from, string to, string text) => Node.RouteAsync(
        new(new(text), Name(from), Name(to), Encoding.UTF8.GetBytes($"signal:{from}>{to}:{text}")) { At = Now, IsSignal = true },
        CancellationToken.None).AsTask();

    /// <summary>A client that does not want frames that begin so.</summary>
    internal SimSession Begin(string user, ClientIdentity client, string? unwanted)
    {
        var session = new SimSession(_handed) { Unwanted = unwanted };
        session.Begin(Node.BeginSession(Name(user), session, client));
        return session;
    }

    /// <summary>To a room.</summary>
    internal Task<DeliveryOutcome> Publish(string from, string room, string text, string? id = null) => Node.PublishAsync(
        new(new(id ?? text), Name(from), Room(room), Encoding.UTF8.GetBytes(text)) { At = Now, MayRepeat = id is not null },
        CancellationToken.None).AsTask();

    /// <summary>A client that comes back, by its session's key, where its session was found.</summary>
    internal SimSession Return(string user, string key, string offset, params IEnumerable<string> rooms)
    {
        var session = new SimSession(_handed);
        var client = ClientIdentity.Keyed(key) with { Rooms = [.. rooms.Select(Room)] };
        session.Begin(Node.ResumeSession(Name(user), session, client, offset));
        return session;
    }

    internal UserLocations Find(string user) => Node.Directory.Find(Name(user));

    internal LinkStatus LinkTo(SimNode other) => Node.Links.Single(l => l.Peer == other.Id);

    /// <summary>Whether it understands node messages.</summary>
    internal bool Understands { get; set; } = true;

    public ILinkChannel Open(MeshPeer peer, ILinkSender sender) =>
        IsDead ? new DeadEnd() : new SimLink(_network, Id, peer.Id, sender);

    internal static UserName Name(string text) =>
        UserName.TryCreate(text, out var name, out _) ? name : throw new InvalidOperationException(text);

    internal static RoomName Room(string text) =>
        RoomName.TryCreate(text, out var room, out _) ? room : throw new InvalidOperationException(text);

    private bool OnNodeMessage(NodeId from, ReadOnlySpan<byte> payload)
    {
        _handed.Add(Encoding.UTF8.GetBytes($"{from}: {Encoding.UTF8.GetString(payload)}"));
        return Understands;
    }

    private sealed class DeadEnd : ILinkChannel
    {
        public void Wake()
        {
        }

        public void Close(LinkClose reason)
        {
        }
    }
}
