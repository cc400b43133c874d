namespace Gossamer.SocketIO;

/// <summary>The handlers of every event that goes to one socket; replaced as a whole, so that sending needs no lock.</summary>
internal sealed class OutgoingHandlers
{
    public static readonly OutgoingHandlers None = new([]);

    private readonly Action<EventMessage>[] _handlers;

    private OutgoingHandlers(Action<EventMessage>[] handlers) => _handlers = handlers;

    public ReadOnlySpan<Action<EventMessage>> All => _handlers;

    public OutgoingHandlers With(Action<EventMessage> handler) => new([.. _handlers, handler]);

    public OutgoingHandlers WithFirst(Action<EventMessage> handler) => new([handler, .. _handlers]);

    public OutgoingHandlers Without(Action<EventMessage> handler) => new(Array.FindAll(_handlers, h => h != handler));
}
