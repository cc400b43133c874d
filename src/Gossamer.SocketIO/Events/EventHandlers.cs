using Gossamer.SocketIO.Packets;

namespace Gossamer.SocketIO.Events;

/// <summary>
/// The handlers of one socket by event name. Few names a socket, so a list beats a dictionary; replaced as a whole, so that
/// dispatch needs no lock.
/// </summary>
internal sealed class EventHandlers
{
    public static readonly EventHandlers None = new([]);

    private readonly EventHandler[] _handlers;

    private EventHandlers(EventHandler[] handlers) => _handlers = handlers;

    public EventHandlers With(EventHandler handler) => new([.. _handlers, handler]);

    public EventHandler? Find(in EventMessage message)
    {
        if (!EventName.TryRead(message.Payload.Span, out var name))
            return null;
        foreach (var handler in _handlers)
        {
            if (name.Is(handler.Name))
                return handler;
        }

        return null;
    }
}
