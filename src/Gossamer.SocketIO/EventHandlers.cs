using System.Text;
using System.Text.Json;

namespace Gossamer.SocketIO;

/// <summary>
/// The handlers of one socket by event name. Few names a socket, so a list beats a dictionary; replaced as a whole, so that
/// dispatch needs no lock.
/// </summary>
internal sealed class EventHandlers
{
    public static readonly EventHandlers None = new([]);

    private readonly Entry[] _entries;

    private EventHandlers(Entry[] entries) => _entries = entries;

    public EventHandlers With(string name, Func<EventMessage, ValueTask> handler) =>
        new([.. _entries, new Entry(Encoding.UTF8.GetBytes(name), handler)]);

    public Func<EventMessage, ValueTask>? Find(in EventMessage message)
    {
        var reader = new Utf8JsonReader(message.Payload.Span);
        reader.Read();
        reader.Read();
        foreach (var entry in _entries)
        {
            if (reader.ValueTextEquals(entry.Name))
                return entry.Handler;
        }

        return null;
    }

    private readonly record struct Entry(byte[] Name, Func<EventMessage, ValueTask> Handler);
}
