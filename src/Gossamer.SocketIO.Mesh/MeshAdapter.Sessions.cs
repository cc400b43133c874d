namespace Gossamer.SocketIO.Mesh;

/// <content>Sessions whose clients come back to another server.</content>
internal sealed partial class MeshAdapter
{
    public override ValueTask<RemoteSession?> FindSessionAsync(string privateSessionId, CancellationToken cancellation = default) =>
        new(mesh.Sessions.FindAsync(Namespace.Name, privateSessionId, cancellation));

    public override ValueTask<MissedEvents?> TakeSessionAsync(
        RemoteSession session, string? offset, CancellationToken cancellation = default) =>
        new(mesh.Sessions.TakeAsync(Namespace.Name, session, offset, cancellation));

    /// <summary>This server's answer to another one's question.</summary>
    internal SocketDescription? FindSessionHere(string privateSessionId) => FindLocalSession(privateSessionId);

    /// <inheritdoc cref="FindSessionHere"/>
    internal MissedEvents? TakeSessionHere(string privateSessionId, string? offset) => TakeLocalSession(privateSessionId, offset);
}
