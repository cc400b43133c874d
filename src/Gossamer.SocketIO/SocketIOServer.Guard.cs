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
            var refusal = await socket.Namespace.Handlers.CheckAsync(socket).ConfigureAwait(false);
            return refusal?.Encoded(Options.Json);
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
    internal bool Matches(NamespacePattern pattern, string name)
    {
        try
        {
            return pattern.Matches(name);
        }
        catch (Exception e)
        {
            Log.PatternFailed(e);
            return false;
        }
    }

    /// <summary>Runs each handler up to its first wait; the rest runs by itself.</summary>
    internal void RunDisconnectHandlers(Socket socket, Func<DisconnectReason, ValueTask>? handlers, DisconnectReason reason)
    {
        foreach (var handler in Delegate.EnumerateInvocationList(handlers))
            _ = RunDisconnectHandlerAsync(socket, handler, reason);
    }

    [SuppressMessage("Design", "CA1031", Justification = AnyException)]
    internal async Task CancelAsync(Socket socket, CancellationTokenSource disconnected)
    {
        try
        {
            await disconnected.CancelAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.HandlerFailed(e, socket.Id);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = AnyException)]
    private async Task RunDisconnectHandlerAsync(Socket socket, Func<DisconnectReason, ValueTask> handler, DisconnectReason reason)
    {
        try
        {
            await handler(reason).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.HandlerFailed(e, socket.Id);
        }
    }
}
