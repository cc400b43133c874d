using System.Diagnostics.CodeAnalysis;

namespace Gossamer.SocketIO;

/// <content>Handlers of events, when somebody listens to the server's telemetry: nobody else pays for it.</content>
public sealed partial class SocketIOServer
{
    /// <remarks>Nothing is awaited before the handler: the message may still lie in the receive buffer.</remarks>
    [SuppressMessage("Design", "CA1031", Justification = AnyException)]
    private async ValueTask ObserveAsync(Socket socket, EventMessage message, Func<EventMessage, ValueTask> handler)
    {
        var begun = Time.GetTimestamp();
        Exception? exception = null;
        try
        {
            await handler(message).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            exception = e;
            Fail(socket, message, e);
        }

        Metrics.EventHandled(Time.GetElapsedTime(begun), exception);
    }
}
