using System.Text;

namespace Gossamer.SocketIO.Events;

/// <summary>What to do with one kind of event of one socket.</summary>
/// <param name="name">The event's name.</param>
/// <param name="run">The handler.</param>
/// <param name="holdsPayload">The handler reads the receive buffer until its task ends, so the next read must wait for it.</param>
internal sealed class EventHandler(string name, Func<EventMessage, ValueTask> run, bool holdsPayload)
{
    public byte[] Name { get; } = Encoding.UTF8.GetBytes(name);

    public Func<EventMessage, ValueTask> Run => run;

    public bool HoldsPayload => holdsPayload;
}
