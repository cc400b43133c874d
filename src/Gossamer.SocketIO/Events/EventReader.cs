using System.Text.Json;

namespace Gossamer.SocketIO;

/// <summary>
/// Handles an event by reading its arguments where they were received. A method with a reader cannot be <c>async</c>, so it has read
/// them before it first waits, and the receive buffer is free again, however long its task goes on.
/// </summary>
/// <param name="message">The event. Unlike with other handlers its <see cref="EventMessage.Payload"/> is valid until the method returns
/// only, even if the task goes on.</param>
/// <param name="arguments">Stands on the event's name; see <see cref="EventMessage.ReadArguments"/>.</param>
/// <returns>The socket's later events wait for its end.</returns>
public delegate ValueTask EventReader(EventMessage message, ref Utf8JsonReader arguments);
