using Gossamer.SocketIO.EngineIO;

namespace Gossamer.SocketIO;

/// <content>Sending the clients elsewhere before the server stops.</content>
public sealed partial class SocketIOServer
{
    private static readonly TimeSpan DrainStep = TimeSpan.FromMilliseconds(50);

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
}
