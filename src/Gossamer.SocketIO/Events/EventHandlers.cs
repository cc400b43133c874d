using System.Text;
using System.Text.Json;
using Gossamer.SocketIO.Packets;

namespace Gossamer.SocketIO.Events;

/// <summary>
/// The handlers of one socket. Few names a socket, so a list beats a dictionary; replaced as a whole, so that dispatch needs no lock.
/// </summary>
internal sealed class EventHandlers
{
    public static readonly EventHandlers None = new([]);

    private readonly EventHandler[] _handlers;
    private readonly bool _manyToAnEvent;

    private EventHandlers(EventHandler[] handlers)
    {
        _handlers = handlers;
        _manyToAnEvent = Array.Exists(handlers, h => h.Name is null || Array.FindAll(handlers, o => IsSame(o, h)).Length > 1);
    }

    /// <summary>Each once, in the order in which they were added.</summary>
    public IReadOnlyCollection<string> Names =>
    [
        .. _handlers.Where(static h => h.Name is not null).Select(static h => Encoding.UTF8.GetString(h.Name!))
            .Distinct(StringComparer.Ordinal),
    ];

    public EventHandlers With(EventHandler handler) => new([.. _handlers, handler]);

    public EventHandlers WithFirst(EventHandler handler) => new([handler, .. _handlers]);

    public EventHandlers Without(Predicate<EventHandler> match) => new(Array.FindAll(_handlers, h => !match(h)));

    /// <summary>What to run for an event: mostly one handler, else those for every event first; null if there is none.</summary>
    public EventHandler? Find(in EventMessage message)
    {
        if (_handlers is [{ Name: null } only])
            return only;
        if (_manyToAnEvent)
            return FindAll(message.Socket, message.ReadArguments());
        if (!EventName.TryRead(message.Payload.Span, out var name))
            return null;
        foreach (var handler in _handlers)
        {
            if (name.Is(handler.Name))
                return handler;
        }

        return null;
    }

    /// <summary>Whether there is a handler of that very name.</summary>
    public bool HasNamed(in EventMessage message)
    {
        var reader = message.ReadArguments();
        foreach (var handler in _handlers)
        {
            if (handler.Name is not null && reader.ValueTextEquals(handler.Name))
                return true;
        }

        return false;
    }

    private EventHandler? FindAll(Socket socket, in Utf8JsonReader reader)
    {
        var found = new List<EventHandler>(Array.FindAll(_handlers, static h => h.Name is null));
        foreach (var handler in _handlers)
        {
            if (handler.Name is not null && reader.ValueTextEquals(handler.Name))
                found.Add(handler);
        }

        return found.Count switch { 0 => null, 1 => found[0], _ => EventHandler.All(socket, [.. found]) };
    }

    private static bool IsSame(EventHandler one, EventHandler other) => one.Name.AsSpan().SequenceEqual(other.Name);
}
