using Gossamer.Mesh;

namespace Gossamer.Server.Recovery;

/// <summary>A session that goes on, before the socket is there that it goes on with.</summary>
/// <param name="Session">The session.</param>
/// <param name="Outlet">Its way to the client.</param>
/// <param name="Description">What the client hears of who is there.</param>
internal sealed record RecoveredSession(MeshSession Session, SocketOutlet Outlet, SessionDescription Description);
