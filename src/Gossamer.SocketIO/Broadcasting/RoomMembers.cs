using System.Collections.Immutable;

namespace Gossamer.SocketIO;

/// <summary>The members of a room at one moment: quick to tell apart from the moment before, and, once asked for, quick to walk.</summary>
internal sealed class RoomMembers(ImmutableHashSet<Socket> members)
{
    private Socket[]? _walk;

    public bool IsEmpty => members.IsEmpty;

    public int Count => members.Count;

    /// <summary>Each member once. Not to be written to.</summary>
    public Socket[] Walk => _walk ??= [.. members];

    public RoomMembers With(Socket socket) => new(members.Add(socket));

    public RoomMembers Without(Socket socket) => new(members.Remove(socket));

    public IEnumerable<Socket> And(Socket socket) => members.Contains(socket) ? Walk : Walk.Append(socket);
}
