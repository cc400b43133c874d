using Gossamer.Mesh;

namespace Gossamer.Server.Connections;

/// <inheritdoc cref="IChatMesh"/>
internal sealed class ChatMesh(MeshNode node) : IChatMesh
{
    public NodeId Self => node.Id;

    public bool KeepsSessions => node.KeepsSessions;

    public TimeSpan ProbeTimeout => node.ProbeTimeout;

    public int SessionsOf(UserName user) => node.SessionsOf(user);

    public int ConnectionsOf(UserName user) => node.ConnectionsOf(user);

    public UserLocations LocationsOf(UserName user) => node.Directory.Find(user);

    public UserLocations LocationsOf(RoomName room) => node.LocationsOf(room);

    public ValueTask<DeliveryOutcome> PublishAsync(RoomMessage message) => node.PublishAsync(message, CancellationToken.None);

    public void CloseHere(RoomName room) => node.CloseRoomHere(room);

    public MeshSession BeginSession(UserName user, ISessionOutlet outlet, ClientIdentity client) => node.BeginSession(user, outlet, client);

    public MeshSession ResumeSession(UserName user, ISessionOutlet outlet, ClientIdentity client, string offset) =>
        node.ResumeSession(user, outlet, client, offset);

    public Task<LocatedSession?> LocateAsync(string key) => node.LocateAsync(key);

    public Task<LocatedSession?> LocateAsync(UserName user, MessageId lastSeen) => node.LocateAsync(user, lastSeen);

    // Never cancelled: a sender who leaves has still sent. The mesh bounds the wait for receipts itself.
    public ValueTask<DeliveryOutcome> RouteAsync(Envelope message) => node.RouteAsync(message, CancellationToken.None);
}
