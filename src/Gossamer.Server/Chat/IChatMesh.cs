using Gossamer.Mesh;

namespace Gossamer.Server.Chat;

/// <summary>What the chat needs of the mesh; <see cref="MeshNode"/> behind it in production.</summary>
internal interface IChatMesh
{
    /// <summary>Tells the mesh of one more connection of a user here. Returns how many the user has here now.</summary>
    int AddConnection(UserName user);

    /// <summary>Tells the mesh of one connection fewer. Returns how many the user has here now.</summary>
    int RemoveConnection(UserName user);

    /// <summary>Carries a message to every server that holds its recipient or its sender. Calls in order are deliveries in order.</summary>
    ValueTask<DeliveryOutcome> RouteAsync(Envelope message);
}
