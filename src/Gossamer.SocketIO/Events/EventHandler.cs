using System.Text;

namespace Gossamer.SocketIO.Events;

/// <summary>What to do with one kind of event of one socket. Disposing it is how the application takes it back.</summary>
internal sealed class EventHandler : IDisposable
{
    private readonly Socket _socket;
    private readonly Func<EventMessage, ValueTask> _run;

    /// <param name="socket">Whose events they are.</param>
    /// <param name="name">The event's name; null: every event.</param>
    /// <param name="run">The handler.</param>
    public EventHandler(Socket socket, string? name, Func<EventMessage, ValueTask> run)
    {
        _socket = socket;
        _run = run;
        Run = RunAsync;
        Name = name is null ? null : Encoding.UTF8.GetBytes(name);
    }

    /// <summary>UTF-8; null: every event.</summary>
    public byte[]? Name { get; }

    /// <summary><see cref="RunAsync"/>, made once: a method group would be a new delegate for every event.</summary>
    public Func<EventMessage, ValueTask> Run { get; }

    /// <summary>It reads the event before it first waits; the receive buffer is left to others until they end.</summary>
    public bool ReadsFirst { get; init; }

    /// <summary>The handler itself gives no answer; that it has ended is the answer.</summary>
    public bool Acknowledges { get; init; }

    public bool Once { get; init; }

    /// <summary>It runs others, each of which is guarded and observed by itself.</summary>
    public bool IsMany { get; private init; }

    /// <summary>All of them, one after another, whatever happens to one of them.</summary>
    public static EventHandler All(Socket socket, EventHandler[] handlers)
    {
        var named = handlers.Where(static h => h.Name is not null);
        return new EventHandler(socket, name: null, async message =>
        {
            foreach (var handler in handlers)
                await socket.GuardAsync(message, handler.Start).ConfigureAwait(false);
        })
        {
            IsMany = true,
            Acknowledges = named.Any() && named.All(static h => h.Acknowledges),
        };
    }

    public ValueTask RunAsync(EventMessage message)
    {
        var running = Start(message);
        return Acknowledges && message.WantsAck ? AcknowledgeAsync(running, message.Ack) : running;
    }

    public bool Is(string name) => Name is not null && Name.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(name));

    public void Dispose() => _socket.Remove(this);

    private ValueTask Start(EventMessage message)
    {
        if (Once)
            Dispose();
        return _run(message);
    }

    private static async ValueTask AcknowledgeAsync(ValueTask running, Acknowledgement ack)
    {
        await running.ConfigureAwait(false);
        ack.Send();
    }
}
