using System.Text;
using Gossamer.Mesh.Simulation;

namespace Gossamer.Mesh.Tests;

/// <summary>A server of the simulation: the node and what its connections were handed.</summary>
internal sealed class SimNode : ILocalDelivery, IMeshTransport
{
    private readonly SimNetwork _network;
    private readonly Dictionary<UserName, int> _users = [];

    internal SimNode(SimNetwork network, string id, int of, Action<MeshOptions>? configure)
    {
        _network = network;
        var options = new MeshOptions { Id = new(id), Cluster = "test" };
        for (var i = 1; i <= of; i++)
            if ($"n{i}" != id)
                options.Peers.Add(new(new($"n{i}"), new Uri($"sim://n{i}")));
        configure?.Invoke(options);
        Log = new();
        Node = new(options, this, this, network.Time, Log, network.Random);
    }

    internal MeshNode Node { get; }

    internal RecordingLog Log { get; }

    internal NodeId Id => Node.Id;

    internal bool IsDead { get; set; }

    /// <summary>Texts of the frames handed out here, in order, each once however many connections.</summary>
    internal List<string> Handed { get; } = [];

    internal IReadOnlyDictionary<UserName, int> Users => _users;

    internal string Names => string.Join(' ', Node.Directory.NamesInOrder());

    internal void Add(string user)
    {
        var name = Name(user);
        _users[name] = _users.GetValueOrDefault(name) + 1;
        Node.AddConnection(name).ShouldBe(_users[name]);
    }

    internal void Remove(string user)
    {
        var name = Name(user);
        var left = _users.GetValueOrDefault(name) - 1;
        if (left <= 0)
            _users.Remove(name);
        else
            _users[name] = left;
        Node.RemoveConnection(name).ShouldBe(Math.Max(0, left));
    }

    internal Task<DeliveryOutcome> Send(string from, string to, string text) => Node.RouteAsync(
        new(new(text), Name(from), Name(to), Encoding.UTF8.GetBytes(text)), CancellationToken.None).AsTask();

    /// <summary>The same by an id of the sender's own, the text.</summary>
    internal Task<DeliveryOutcome> SendRepeatable(string from, string to, string text) => Node.RouteAsync(
        new(new(text), Name(from), Name(to), Encoding.UTF8.GetBytes(text)) { MayRepeat = true }, CancellationToken.None).AsTask();

    internal UserLocations Find(string user) => Node.Directory.Find(Name(user));

    internal LinkStatus LinkTo(SimNode other) => Node.Links.Single(l => l.Peer == other.Id);

    /// <summary>Whether it takes no message.</summary>
    internal bool Refuses { get; set; }

    public int Deliver(Envelope message)
    {
        if (Refuses)
            return ILocalDelivery.Refused;
        Handed.Add(Encoding.UTF8.GetString(message.Frame.Span));
        return _users.GetValueOrDefault(message.To);
    }

    /// <summary>Whether it understands node messages.</summary>
    internal bool Understands { get; set; } = true;

    public bool OnNodeMessage(NodeId from, ReadOnlySpan<byte> payload)
    {
        Handed.Add($"{from}: {Encoding.UTF8.GetString(payload)}");
        return Understands;
    }

    public ILinkChannel Open(MeshPeer peer, ILinkSender sender) =>
        IsDead ? new DeadEnd() : new SimLink(_network, Id, peer.Id, sender);

    internal static UserName Name(string text) =>
        UserName.TryCreate(text, out var name, out _) ? name : throw new InvalidOperationException(text);

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
