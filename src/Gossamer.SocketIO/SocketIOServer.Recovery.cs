using System.Diagnostics.CodeAnalysis;

namespace Gossamer.SocketIO;

/// <content>Recovery of connections by the application.</content>
public sealed partial class SocketIOServer
{
    private long _lastConnect;

    /// <inheritdoc cref="IConnectionRecovery.Serves"/>
    [SuppressMessage("Design", "CA1031", Justification = AnyException)]
    internal bool ServesRecovery(string ns)
    {
        try
        {
            return _recovery?.Serves(ns) == true;
        }
        catch (Exception e)
        {
            Log.RecoveryFailed(e, ns);
            return false;
        }
    }

    internal long NextConnectNumber() => Interlocked.Increment(ref _lastConnect);

    /// <inheritdoc cref="IConnectionRecovery.RecoverAsync"/>
    [SuppressMessage("Design", "CA1031", Justification = AnyException)]
    internal async ValueTask<RecoveredConnection?> RecoverAsync(RecoveryRequest request, CancellationToken cancellation)
    {
        try
        {
            var recovered = await _recovery!.RecoverAsync(request, cancellation).ConfigureAwait(false);
            if (recovered?.Rooms.Any(string.IsNullOrEmpty) == true)
                throw new InvalidOperationException($"A room of a {nameof(RecoveredConnection)} is null or empty.");
            return recovered?.Rooms.Any(Hubs.UserRooms.IsReserved) == true
                ? new RecoveredConnection { Data = recovered.Data, Rooms = [.. recovered.Rooms.Where(IsNoUsers)] }
                : recovered;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception e)
        {
            Log.RecoveryFailed(e, request.Namespace);
            return null;
        }
    }

    /// <summary>Asks the adapter, which may be the application's, for the session of a client of another server.</summary>
    /// <returns>What the client missed; null: it starts anew, and so does its socket.</returns>
    [SuppressMessage("Design", "CA1031", Justification = AnyException)]
    internal async ValueTask<MissedEvents?> TakeSessionAsync(
        Socket socket, string pid, string? offset, CancellationToken cancellation)
    {
        var adapter = socket.Namespace.Adapter;
        try
        {
            if (await adapter.FindSessionAsync(pid, cancellation).ConfigureAwait(false) is not { } session)
                return null;
            if (socket.TryAdopt(session)
                && await adapter.TakeSessionAsync(session, offset, cancellation).ConfigureAwait(false) is { } missed)
                return missed;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // its socket has ended with the connection
        }
        catch (Exception e)
        {
            Log.RecoveryFailed(e, socket.Namespace.Name);
        }

        socket.StartAnew();
        return null;
    }

    /// <summary>The hub puts the client into its user's room itself, and the user may be another one now.</summary>
    private static bool IsNoUsers(string room) => !Hubs.UserRooms.IsReserved(room);
}
