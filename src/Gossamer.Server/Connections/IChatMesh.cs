using Gossamer.Mesh;

namespace Gossamer.Server.Connections;

/// <summary>What the chat needs of the mesh; <see cref="MeshNode"/> behind it in production.</summary>
internal interface IChatMesh
{
    /// <summary>This server.</summary>
    NodeId Self { get; }

    /// <summary>Clients that lost their connection may come back.</summary>
    bool KeepsSessions { get; }

    /// <inheritdoc cref="MeshOptions.ProbeTimeout"/>
    TimeSpan ProbeTimeout { get; }

    /// <summary>The user's sessions here.</summary>
    int SessionsOf(UserName user);

    /// <summary>Those of them whose clients are connected.</summary>
    int ConnectionsOf(UserName user);

    /// <summary>Where the user is, at all servers.</summary>
    UserLocations LocationsOf(UserName user);

    /// <summary>Where there are sessions in the room, at all servers.</summary>
    UserLocations LocationsOf(RoomName room);

    /// <summary>Carries a message to every server that has sessions in its room. Calls in order are deliveries in order.</summary>
    ValueTask<DeliveryOutcome> PublishAsync(RoomMessage message);

    /// <inheritdoc cref="MeshNode.CloseRoomHere"/>
    void CloseHere(RoomName room);

    /// <inheritdoc cref="MeshNode.BeginSession"/>
    MeshSession BeginSession(UserName user, ISessionOutlet outlet, ClientIdentity client);

    /// <inheritdoc cref="MeshNode.ResumeSession"/>
    MeshSession ResumeSession(UserName user, ISessionOutlet outlet, ClientIdentity client, string offset);

    /// <inheritdoc cref="MeshNode.LocateAsync(string)"/>
    Task<LocatedSession?> LocateAsync(string key);

    /// <inheritdoc cref="MeshNode.LocateAsync(UserName, MessageId)"/>
    Task<LocatedSession?> LocateAsync(UserName user, MessageId lastSeen);

    /// <summary>Carries a message to every server that holds its recipient or its sender. Calls in order are deliveries in order.</summary>
    ValueTask<DeliveryOutcome> RouteAsync(Envelope message);
}
