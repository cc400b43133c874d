using System.Diagnostics.CodeAnalysis;

namespace Gossamer.SocketIO;

/// <content>Runs the application's code; whatever it throws is logged and closes nothing.</content>
public sealed partial class SocketIOServer
{
    private const string AnyException = "The application's code may throw anything; it is logged, and closes nothing.";

    [SuppressMessage("Design", "CA1031", Justification = AnyException)]
    internal async ValueTask GuardAsync(Socket socket, EventMessage message, Func<EventMessage, ValueTask> handler)
    {
        try
        {
            await handler(message).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.HandlerFailed(e, socket.Id);
            message.Ack.Send(EventError.HandlerFailed);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = AnyException)]
    internal async ValueTask<ConnectRefusal?> CheckAsync(Socket socket)
    {
        try
        {
            return await socket.Namespace.Handlers.CheckAsync(socket).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.HandlerFailed(e, socket.Id);
            return ConnectRefusal.Internal;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = AnyException)]
    internal async ValueTask WelcomeAsync(Socket socket)
    {
        try
        {
            await socket.Namespace.Handlers.WelcomeAsync(socket).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.HandlerFailed(e, socket.Id);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = AnyException)]
    internal void RunDisconnectHandlers(Socket socket, Action<DisconnectReason>? handlers, DisconnectReason reason)
    {
        foreach (var handler in Delegate.EnumerateInvocationList(handlers))
        {
            try
            {
                handler(reason);
            }
            catch (Exception e)
            {
                Log.HandlerFailed(e, socket.Id);
            }
        }
    }

    /// <summary>What was registered with the token is the application's too, and runs here.</summary>
    [SuppressMessage("Design", "CA1031", Justification = AnyException)]
    internal void RunDisconnectHandlers(Socket socket, CancellationTokenSource? disconnected)
    {
        try
        {
            disconnected?.Cancel();
        }
        catch (Exception e)
        {
            Log.HandlerFailed(e, socket.Id);
        }
    }
}
