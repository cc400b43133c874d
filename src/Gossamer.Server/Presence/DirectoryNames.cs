using Gossamer.Mesh;

namespace Gossamer.Server.Presence;

/// <inheritdoc cref="IUserNames"/>
internal sealed class DirectoryNames(UserDirectory directory) : IUserNames
{
    public UserSnapshot Current => directory.Current;
}
