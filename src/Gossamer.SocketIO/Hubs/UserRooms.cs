namespace Gossamer.SocketIO.Hubs;

/// <summary>
/// The sockets of one user are the members of a room that nobody else can join: a broadcast to a user reaches it wherever the adapter
/// carries broadcasts to.
/// </summary>
internal static class UserRooms
{
    /// <summary>A control character begins it, which no sensible group begins with.</summary>
    private const string Prefix = "\u0001user:";

    /// <summary>A room without members: no user has an empty id.</summary>
    public const string OfNobody = Prefix;

    public static string Of(string userId) => Prefix + userId;

    /// <summary>The client may be back as another user: of others' rooms the socket is taken out.</summary>
    public static void Enter(Socket socket, string? userId)
    {
        var room = string.IsNullOrEmpty(userId) ? null : Of(userId);
        foreach (var other in socket.Rooms)
        {
            if (IsReserved(other) && other != room)
                socket.Leave(other);
        }

        if (room is not null)
            socket.Namespace.Adapter.Join(socket, room); // Socket.Join refuses it
    }

    /// <exception cref="ArgumentException">The room is a user's.</exception>
    public static void ThrowIfReserved(string room)
    {
        if (IsReserved(room))
            throw new ArgumentException("Rooms whose names begin with U+0001 \"user:\" are those of hubs' users.", nameof(room));
    }

    public static bool IsReserved(string room) => room.StartsWith(Prefix, StringComparison.Ordinal);
}
