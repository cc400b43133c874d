using System.Diagnostics.CodeAnalysis;
using Gossamer.SocketIO.Diagnostics;

namespace Gossamer.SocketIO;

/// <content>Handlers of events, when somebody listens to the server's telemetry: nobody else pays for it.</content>
public sealed partial class SocketIOServer
{
    private const int MaxNameLength = 100; // UTF-16 units

    /// <remarks>Nothing is awaited before the handler: the message may still lie in the receive buffer.</remarks>
    [SuppressMessage("Design", "CA1031", Justification = AnyException)]
    private async ValueTask ObserveAsync(Socket socket, EventMessage message, Func<EventMessage, ValueTask> handler)
    {
        using var activity = SocketIOActivities.AreHeard ? SocketIOActivities.StartEvent(socket, NameOf(message)) : null;
        var begun = Time.GetTimestamp();
        Exception? exception = null;
        try
        {
            await handler(message).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            exception = e;
            activity.Fail(e);
            Fail(socket, message, e);
        }

        Metrics.EventHandled(Time.GetElapsedTime(begun), exception);
    }

    /// <summary>With a handler for every event the name is the client's choice, and may be no valid text.</summary>
    private static string NameOf(in EventMessage message)
    {
        try
        {
            var name = message.Name;
            return name.Length <= MaxNameLength ? name : name[..MaxNameLength];
        }
        catch (InvalidOperationException)
        {
            return "?";
        }
    }
}
