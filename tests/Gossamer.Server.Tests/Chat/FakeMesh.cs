using System.Text;
using Gossamer.Mesh;
using Gossamer.Server.Connections;
using Gossamer.Server.Presence;

namespace Gossamer.Server.Tests.Chat;

/// <summary>A real server of the mesh, of which no link ever opens, whose outcomes a test may hold back.</summary>
internal sealed class FakeMesh : IChatMesh, IOnlineUsers, IMeshTransport
{
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(12);

    private readonly TimeProvider _time;

    public FakeMesh(TimeProvider time, TimeSpan? window = null, params string[] peers)
    {
        _time = time;
        var options = new MeshOptions { Id = new("server-1"), SessionWindow = window ?? Window };
        foreach (var peer in peers)
            options.Peers.Add(new(new(peer), new Uri($"http://{peer}.example")));
        Node = new MeshNode(options, this, time);
        Node.Directory.Changed += () => Changed?.Invoke();
        Node.Start();
    }

    public MeshNode Node { get; }

    public List<Envelope> Routed { get; } = [];

    /// <summary>When set, the outcome of every message.</summary>
    public Func<ValueTask<DeliveryOutcome>>? Outcome { get; set; }

    public Action? Changed { get; set; }

    public UserSnapshot Current => Node.Directory.Current;

    public NodeId Self => Node.Id;

    public bool KeepsSessions => Node.KeepsSessions;

    public TimeSpan ProbeTimeout => Node.ProbeTimeout;

    public int SessionsOf(UserName user) => Node.SessionsOf(user);

    public int ConnectionsOf(UserName user) => Node.ConnectionsOf(user);

    public UserLocations LocationsOf(UserName user) => Node.Directory.Find(user);

    public int SessionsOf(string user) => SessionsOf(Name(user));

    public UserLocations LocationsOf(RoomName room) => Node.LocationsOf(room);

    public ValueTask<DeliveryOutcome> PublishAsync(RoomMessage message) => Node.PublishAsync(message, CancellationToken.None);

    public void CloseHere(RoomName room) => Node.CloseRoomHere(room);

    public MeshSession BeginSession(UserName user, ISessionOutlet outlet, ClientIdentity client) => Node.BeginSession(user, outlet, client);

    public MeshSession ResumeSession(UserName user, ISessionOutlet outlet, ClientIdentity client, string offset) =>
        Node.ResumeSession(user, outlet, client, offset);

    public Task<LocatedSession?> LocateAsync(string key) => Node.LocateAsync(key);

    public Task<LocatedSession?> LocateAsync(UserName user, MessageId lastSeen) => Node.LocateAsync(user, lastSeen);

    public ValueTask<DeliveryOutcome> RouteAsync(Envelope message)
    {
        Routed.Add(message);
        var outcome = Node.RouteAsync(message, CancellationToken.None);
        return Outcome?.Invoke() ?? outcome;
    }

    /// <summary>Sends a message with a frame of <c>42["im","id"</c>.</summary>
    public DeliveryOutcome Send(string from, string to, string id)
    {
        var message = new Envelope(new(id), Name(from), Name(to), Encoding.UTF8.GetBytes($"42[\"im\",\"{id}\""))
        {
            At = _time.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        var outcome = Node.RouteAsync(message, CancellationToken.None).AsTask();
        outcome.IsCompletedSuccessfully.ShouldBeTrue();
        return outcome.Result;
    }

    public ILinkChannel Open(MeshPeer peer, ILinkSender sender) => new NoLink();

    public static UserName Name(string text)
    {
        UserName.TryCreate(text, out var name, out var problem).ShouldBeTrue(problem);
        return name;
    }

    private sealed class NoLink : ILinkChannel
    {
        public void Wake()
        {
        }

        public void Close(LinkClose reason)
        {
        }
    }
}
