using Gossamer.SocketIO;

namespace Tenants;

/// <summary>What a tenant's users do. Nothing in here names the tenant's namespace: what is emitted stays in the socket's own.</summary>
internal static class TenantChat
{
    private const int MaxName = 32; // UTF-16 units, of users and rooms
    private const int MaxText = 2_000; // UTF-16 units
    private const int MaxRoomsPerUser = 10;

    /// <summary>The tenant's check, before one of its limits is touched.</summary>
    public static ConnectRefusal? Admit(Socket socket, TenantDirectory directory)
    {
        if (!directory.TryFind(socket.Namespace.Name, out var tenant) || !tenant.HasKey(Given(socket, "key")))
            return ConnectRefusal.With("Not your key", new { code = "bad-key" });
        if (Given(socket, "user") is not { Length: > 0 and <= MaxName } name)
            return ConnectRefusal.With("A name is needed", new { code = "bad-user" });
        if (!tenant.TryAddSocket())
            return ConnectRefusal.With("The tenant has no room for more", new { code = "tenant-full" });
        socket.Data = new User(name, tenant);
        socket.OnExpired(tenant.RemoveSocket); // also when it does not come to be connected
        return null;
    }

    public static void Serve(Socket socket)
    {
        if (UserOf(socket).Tenant.IsRemoved) // after its check, and before it could be found and disconnected with the others
        {
            socket.Disconnect();
            return;
        }

        socket.On("enter", (string? room) => Enter(socket, room));
        socket.On("leave", (string room) => socket.Leave(room));
        socket.On("say", (string room, string? text) => SayAsync(socket, room, text));
    }

    private static object Enter(Socket socket, string? room)
    {
        if (room is not { Length: > 0 and <= MaxName })
            return Error("bad-room", $"1 to {MaxName} characters, please.");
        if (!IsIn(socket, room) && (socket.Rooms.Count >= MaxRoomsPerUser || !UserOf(socket).Tenant.TryJoin(socket, room)))
            return Error("too-many-rooms", "Leave another one first.");
        return new { users = socket.Namespace.To(room).FetchSockets().Select(static s => UserOf(s).Name).Order(StringComparer.Ordinal) };
    }

    private static async ValueTask<object> SayAsync(Socket socket, string room, string? text)
    {
        if (text is not { Length: > 0 and <= MaxText })
            return Error("bad-text", $"1 to {MaxText} characters, please.");
        if (!IsIn(socket, room))
            return Error("not-in-room", "Enter it first.");
        if (!UserOf(socket).Tenant.TryTakeMessage())
            return Error("too-fast", "Your tenant says too much at a time.");
        var to = socket.Namespace.To(room);
        await to.EmitAsync("said", new { room, from = UserOf(socket).Name, text });
        return new { heard = to.FetchSockets().Count };
    }

    private static bool IsIn(Socket socket, string room) => socket.Rooms.Contains(room, StringComparer.Ordinal);

    private static object Error(string code, string message) => new { error = new EventError(code, message) };

    private static User UserOf(Socket socket) => (User)socket.Data!;

    private static string? Given(Socket socket, string name) => socket.Auth.GetString(name) ?? socket.Query[name];

    private sealed record User(string Name, Tenant Tenant);
}
