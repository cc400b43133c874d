using Gossamer.Mesh;

namespace Gossamer.Server.Presence;

/// <inheritdoc cref="IOnlineUsers"/>
internal sealed class DirectoryOnlineUsers(UserDirectory directory) : IOnlineUsers
{
    public UserSnapshot Current => directory.Current;
}
