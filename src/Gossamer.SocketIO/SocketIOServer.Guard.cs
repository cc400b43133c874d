using System.Diagnostics.CodeAnalysis;
using Gossamer.SocketIO.Diagnostics;
using Gossamer.SocketIO.EngineIO;
using Microsoft.AspNetCore.Http;

namespace Gossamer.SocketIO;

/// <content>Runs the application's code; whatever it throws is logged and closes nothing.</content>
public sealed partial class SocketIOServer
{
    private const string AnyException = "The application's code may throw anything; it is logged, and closes nothing.";

    [SuppressMessage("Design", "CA1031", Justification = AnyException)]
    internal ValueTask GuardAsync(
        Socket socket, in EventMessage message, Func<EventMessage, ValueTask> handler, bool isObserved = true)
    {
        if (isObserved && (Metrics.TimesEvents || SocketIOActivities.AreHeard))
            return ObserveAsync(socket, message, handler);
        try
        {
            var running = handler(message);
            return running.IsCompletedSuccessfully ? ValueTask.CompletedTask : GuardAsync(socket, message, running);
        }
        catch (Exception e)
        {
            Fail(socket, message, e);
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>For handlers that do not end at once: the others are spared an asynchronous method's state.</summary>
    [SuppressMessage("Design", "CA1031", Justification = AnyException)]
    private async ValueTask GuardAsync(Socket socket, EventMessage message, ValueTask running)
    {
        try
        {
            await running.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Fail(socket, message, e);
        }
    }

    private void Fail(Socket socket, in EventMessage message, Exception exception)
    {
        Log.HandlerFailed(exception, socket.LogName);
        message.Ack.Send(EventError.HandlerFailed);
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
            Log.HandlerFailed(e, socket.LogName);
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
            Log.HandlerFailed(e, socket.LogName);
        }
    }

    /// <summary>A pattern that throws does not match: a regular expression's time may be over.</summary>
    [SuppressMessage("Design", "CA1031", Justification = AnyException)]
    internal bool Matches(NamespacePattern pattern, string name)
    {
        try
        {
            return pattern.Matches(name);
        }
        catch (Exception e)
        {
            Log.PatternFailed(e, name);
            return false;
        }
    }

    /// <inheritdoc cref="Matches"/>
    [SuppressMessage("Design", "CA1031", Justification = AnyException)]
    internal async ValueTask<bool> MatchesAsync(NamespacePattern pattern, string name, ConnectPayload auth)
    {
        try
        {
            return await pattern.MatchesAsync(name, auth).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.PatternFailed(e, name);
            return false;
        }
    }

    /// <summary>A handler that throws leaves the namespace without what it would have added.</summary>
    [SuppressMessage("Design", "CA1031", Justification = AnyException)]
    internal void TellNewNamespace(Namespace ns)
    {
        try
        {
            _onNewNamespace?.Invoke(ns);
        }
        catch (Exception e)
        {
            Log.PatternFailed(e, ns.Name);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = AnyException)]
    private void TellConnectionError(HttpContext context, EngineError error)
    {
        try
        {
            _onConnectionError?.Invoke(new ConnectionError(context, error));
        }
        catch (Exception e)
        {
            Log.HandlerFailed(e, context.TraceIdentifier);
        }
    }

    /// <summary>Runs each handler up to its first wait; the rest runs by itself.</summary>
    internal void RunDisconnectHandlers(Socket socket, Func<DisconnectReason, ValueTask>? handlers, DisconnectReason reason)
    {
        foreach (var handler in Delegate.EnumerateInvocationList(handlers))
            _ = RunDisconnectHandlerAsync(socket, handler, reason);
    }

    [SuppressMessage("Design", "CA1031", Justification = AnyException)]
    internal void RunGuarded(Socket socket, Action handler)
    {
        try
        {
            handler();
        }
        catch (Exception e)
        {
            Log.HandlerFailed(e, socket.LogName);
        }
    }

    /// <summary>Runs a handler for an event of another server.</summary>
    [SuppressMessage("Design", "CA1031", Justification = AnyException)]
    internal async ValueTask RunGuardedAsync(ServerSideEvent received, Func<ServerSideEvent, ValueTask> handler)
    {
        try
        {
            await handler(received).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.ServerSideHandlerFailed(e, received.Namespace.Name, received.Server);
        }
    }

    /// <summary>Ends a socket with its connection, wherever that happens. The application's own adapter takes part in it.</summary>
    [SuppressMessage("Design", "CA1031", Justification = AnyException)]
    internal void EndSocket(Socket socket, Client connection)
    {
        try
        {
            socket.End(connection.ClosedBy, connection);
        }
        catch (Exception e)
        {
            Log.HandlerFailed(e, socket.LogName);
        }
    }

    /// <summary>What was registered with the token is the application's too, and runs here.</summary>
    [SuppressMessage("Design", "CA1031", Justification = AnyException)]
    internal async Task CancelAsync(Socket socket, CancellationTokenSource disconnected)
    {
        try
        {
            await disconnected.CancelAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.HandlerFailed(e, socket.LogName);
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
            Log.HandlerFailed(e, socket.LogName);
        }
    }
}
