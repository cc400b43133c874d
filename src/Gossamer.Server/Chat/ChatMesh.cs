using Gossamer.Mesh;

namespace Gossamer.Server.Chat;

/// <inheritdoc cref="IChatMesh"/>
internal sealed class ChatMesh(MeshNode node) : IChatMesh
{
    public int AddConnection(UserName user) => node.AddConnection(user);

    public int RemoveConnection(UserName user) => node.RemoveConnection(user);

    // Never cancelled: a sender who leaves has still sent. The mesh bounds the wait for receipts itself.
    public ValueTask<DeliveryOutcome> RouteAsync(Envelope message) => node.RouteAsync(message, CancellationToken.None);
}
