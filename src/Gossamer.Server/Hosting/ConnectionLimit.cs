using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gossamer.Server.Hosting;

/// <summary>
/// How many TCP connections the process takes, of all its sites together. Further ones are closed at once, and said so once in a while.
/// Kestrel's own limits do not count WebSockets that have left HTTP. Without a limit the process runs out of file descriptors: then
/// Kestrel's accept fails and is tried again at once, which takes a whole processor and tells nobody.
/// </summary>
/// <param name="max">How many.</param>
/// <param name="time">The clock.</param>
internal sealed class ConnectionLimit(int max, TimeProvider time)
{
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(10);

    private int _count;
    private long _refused; // since it was said
    private long _saidAt = time.GetTimestamp() - time.TimestampFrequency * (long)LogInterval.TotalSeconds;

    public int Max => max;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Counts the endpoint's connections; to be called before whatever serves them.</summary>
    public void Use(ListenOptions listen)
    {
        var logger = listen.ApplicationServices.GetRequiredService<ILogger<ConnectionLimit>>();
        listen.Use(next => connection => TryEnter(logger) ? ServeAsync(connection, next) : Refuse(connection));
    }

    private bool TryEnter(ILogger logger)
    {
        if (Interlocked.Increment(ref _count) <= max)
            return true;
        Interlocked.Decrement(ref _count);
        Interlocked.Increment(ref _refused);
        var saidAt = Volatile.Read(ref _saidAt);
        if (time.GetElapsedTime(saidAt) >= LogInterval
            && Interlocked.CompareExchange(ref _saidAt, time.GetTimestamp(), saidAt) == saidAt)
            logger.TooManyConnections(max, Interlocked.Exchange(ref _refused, 0));
        return false;
    }

    private async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        try
        {
            await next(connection);
        }
        finally
        {
            Interlocked.Decrement(ref _count);
        }
    }

    private static Task Refuse(ConnectionContext connection)
    {
        connection.Abort(new ConnectionAbortedException("There are as many connections as there may be."));
        return Task.CompletedTask;
    }
}
