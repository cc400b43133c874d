using System.Diagnostics.CodeAnalysis;

namespace Gossamer.SocketIO;

/// <content>Clients and their sessions that go from one server to another.</content>
public sealed partial class SocketIOServer
{
    /// <summary>The sockets whose clients have lost their connections and may come back, in the order in which they did.</summary>
    public IReadOnlyList<Socket> SocketsAwaitingReconnect => Recoverable?.Waiters ?? [];

    /// <summary>The socket of that private id, connected or waiting for its client to come back.</summary>
    public bool TryGetRecoverable(string pid, [NotNullWhen(true)] out Socket? socket)
    {
        socket = null;
        return Recoverable is not null && Recoverable.TryGet(pid, out socket);
    }

    /// <summary>
    /// Puts a session here that another server has given away. It waits for its client for as long as it would have waited there.
    /// </summary>
    /// <param name="session">What <see cref="Socket.TryGiveAway"/> gave there.</param>
    /// <param name="prepare">What to do with the socket before anything can be sent to it or its client find it.</param>
    /// <returns>False when recovery is off, the namespace is unknown, its id is taken, or too many sockets wait.</returns>
    public bool Adopt(RecoverableSession session, Action<Socket> prepare)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(prepare);
        if (Recoverable is null || Recoverable.TryGet(session.Pid, out _)
            || !Namespaces.TryEnter(session.Namespace, ns => Restore(session, ns, prepare), out var socket))
            return false;
        foreach (var room in session.Rooms)
            socket.Join(room);
        return socket.TryWaitForClient();
    }

    internal ValueTask<bool> FetchAsync(string pid, string ns, CancellationToken cancellation) =>
        _source is null ? ValueTask.FromResult(false) : FetchAsync(_source, pid, ns, cancellation);

    private static Socket Restore(RecoverableSession session, Namespace ns, Action<Socket> prepare)
    {
        var socket = new Socket(session.Id, ns);
        prepare(socket);
        socket.Restore(session);
        ns.Add(socket);
        return socket;
    }

    [SuppressMessage("Design", "CA1031", Justification = AnyException)]
    private async ValueTask<bool> FetchAsync(IRecoverySource source, string pid, string ns, CancellationToken cancellation)
    {
        try
        {
            return await source.FetchAsync(pid, ns, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception e)
        {
            Log.FetchFailed(e);
            return false;
        }
    }
}
