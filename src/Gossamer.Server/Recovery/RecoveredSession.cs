using Gossamer.Mesh;

namespace Gossamer.Server.Recovery;

/// <summary>A session that goes on, before the socket is there that it goes on with.</summary>
internal sealed record RecoveredSession(MeshSession Session, SocketOutlet Outlet, SessionDescription Description);
