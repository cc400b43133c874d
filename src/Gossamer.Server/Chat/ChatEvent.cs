using System.Text.Json;
using Gossamer.SocketIO;

namespace Gossamer.Server.Chat;

/// <summary>An event that clients send, and what to do with one of any connection.</summary>
/// <param name="name">Its name.</param>
/// <param name="handler">What to do.</param>
internal sealed class ChatEvent(string name, ChatEvent.Handler handler)
{
    /// <param name="client">Who sent it.</param>
    /// <param name="message">The event.</param>
    /// <param name="arguments">Stands on its name.</param>
    internal delegate ValueTask Handler(ChatConnection client, EventMessage message, ref Utf8JsonReader arguments);

    private readonly byte[] _name = System.Text.Encoding.UTF8.GetBytes(name);

    /// <param name="arguments">Stands on an event's name.</param>
    public bool Is(ref Utf8JsonReader arguments) => arguments.ValueTextEquals(_name);

    public ValueTask HandleAsync(ChatConnection client, EventMessage message, ref Utf8JsonReader arguments) =>
        handler(client, message, ref arguments);
}
