using Gossamer.SocketIO;

namespace Chat;

/// <summary>Who is there, and the last messages.</summary>
internal sealed class ChatRoom(SocketIOServer io, TimeProvider time)
{
    private const int MaxKept = 500; // messages, and as many ids: a client that sends again must do so before so many others were said
    private const int MaxNickname = 32; // UTF-16 units
    private const int MaxText = 2_000; // UTF-16 units
    private const int MaxId = 64; // UTF-16 units
    private const string Room = "chat";

    // Messages are numbered and sent in one step, so that no client sees them in another order than that of their numbers: the last
    // number that it has then tells all that it has. The same goes for what is kept and what comes next.
    private readonly Lock _gate = new();
    private readonly Queue<(string Id, ChatMessage Message)> _kept = new();
    private readonly Dictionary<string, long> _numbers = new(StringComparer.Ordinal);
    private long _last;

    /// <summary>Takes a nickname; several people may have the same.</summary>
    public static bool TryName(Socket socket, string? nickname)
    {
        if (nickname?.Trim() is not { Length: > 0 and <= MaxNickname } name)
            return false;
        socket.Data = name;
        return true;
    }

    /// <summary>Somebody is new, or was away for too long: gets the messages after the last that it has.</summary>
    public async ValueTask EnterAsync(Socket socket)
    {
        TryName(socket, socket.Auth.GetString("nickname") ?? socket.Query["nickname"]); // clients before 3.x have a query only
        var after = socket.Auth.TryRead(out Position? position) ? position!.After : 0;
        ValueTask sent;
        lock (_gate)
        {
            socket.Join(Room);
            sent = socket.EmitAsync("messages", _kept.Select(static one => one.Message).Where(m => m.Number > after).ToArray());
        }

        await sent;
        socket.OnExpired(() => _ = io.To(Room).EmitAsync("went", NameOf(socket)).AsTask()); // a lost connection is no farewell yet
        await socket.To(Room).EmitAsync("came", NameOf(socket));
    }

    /// <summary>Something is said to everybody, or was already: the answer is the same.</summary>
    public async ValueTask<object> SayAsync(Socket socket, string? id, string? text)
    {
        if (id is not { Length: > 0 and <= MaxId } || text is not { Length: > 0 and <= MaxText })
            return new { error = new EventError("bad-message", $"1 to {MaxId} characters of id and 1 to {MaxText} of text, please.") };

        ChatMessage message;
        ValueTask sent;
        lock (_gate)
        {
            if (_numbers.TryGetValue(id, out var known))
                return new { number = known };
            message = new ChatMessage(NextNumber(), NameOf(socket), text);
            Keep(id, message);
            sent = io.To(Room).EmitAsync("messages", new[] { message });
        }

        await sent;
        return new { number = message.Number };
    }

    /// <summary>Not worth keeping for who cannot take it at this moment.</summary>
    public static ValueTask TellTypingAsync(Socket socket) => socket.To(Room).Volatile.EmitAsync("typing", NameOf(socket));

    private static string NameOf(Socket socket) => socket.Data as string ?? "somebody";

    /// <summary>Milliseconds, so that the numbers go on after a restart, of which clients know nothing.</summary>
    private long NextNumber() => _last = Math.Max(_last + 1, time.GetUtcNow().ToUnixTimeMilliseconds());

    private void Keep(string id, ChatMessage message)
    {
        _kept.Enqueue((id, message));
        _numbers.Add(id, message.Number);
        if (_kept.Count > MaxKept)
            _numbers.Remove(_kept.Dequeue().Id);
    }

    private sealed record Position(long After = 0);
}
