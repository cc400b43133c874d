using Gossamer.Mesh;

namespace Gossamer.Server.Presence;

/// <summary>The names of all users of the mesh; the mesh's directory behind it in production.</summary>
internal interface IOnlineUsers
{
    /// <summary>All of them as of now.</summary>
    UserSnapshot Current { get; }
}
