using System.Diagnostics.CodeAnalysis;
using Gossamer.SocketIO.EngineIO;

namespace Gossamer.SocketIO;

/// <content>Clients and their sessions that go from one server to another.</content>
public sealed partial class SocketIOServer
{
    private static readonly TimeSpan DrainStep = TimeSpan.FromMilliseconds(50);

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

    /// <summary>Takes no new connections from now on: they are refused with HTTP 503. Those that there are go on.</summary>
    public void RefuseConnections()
    {
        foreach (var engine in _engines)
            engine.Sessions.Refuse();
    }

    /// <summary>
    /// Sends the clients elsewhere: takes no new connections and closes those that there are, spread over a time so that they do not
    /// all come back at once, in such a way that clients of every generation reconnect by themselves. What waits for a client is
    /// written first. Sockets that can be recovered wait for their clients.
    /// </summary>
    /// <param name="over">Over how long.</param>
    /// <param name="cancellation">Ends the spreading: what is left is closed at once.</param>
    public async Task DrainAsync(TimeSpan over, CancellationToken cancellation = default)
    {
        RefuseConnections();
        var left = new Queue<EngineSession>(_engines.SelectMany(static engine => engine.Sessions.All));
        var steps = Math.Max(1, (int)(over / DrainStep));
        var portion = (left.Count + steps - 1) / steps;
        while (left.Count > 0)
        {
            for (var i = 0; i < portion && left.TryDequeue(out var session); i++)
                session.Close(CloseReason.ServerShuttingDown);
            if (left.Count > 0 && !cancellation.IsCancellationRequested)
                await Task.Delay(DrainStep, Time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
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
