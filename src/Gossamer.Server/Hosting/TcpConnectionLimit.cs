using System.Net;
using Gossamer.Server.Configuration;
using Gossamer.Server.Connections;
using Gossamer.Server.Limits;
using Gossamer.SocketIO;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using IPNetwork = System.Net.IPNetwork;

namespace Gossamer.Server.Hosting;

/// <summary>
/// How many TCP connections the process takes, of all its sites together. Further ones are closed at once, and said so once in a while.
/// Kestrel's own limits do not count WebSockets that have left HTTP. Without a limit the process runs out of file descriptors: then
/// Kestrel's accept fails and is tried again at once, which takes a whole processor and tells nobody.
/// No address holds more than it leaves free, so that one cannot shut out all others; proxies and other servers, behind which many stand,
/// may.
/// </summary>
/// <param name="max">How many.</param>
/// <param name="time">The clock.</param>
internal sealed class TcpConnectionLimit(int max, TimeProvider time) : IConnectionCount
{
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly KeyedCounts<ClientAddress> _held = new();
    private int _count;
    private long _refused; // since it was said
    private long _saidAt = time.GetTimestamp() - time.TimestampFrequency * (long)LogInterval.TotalSeconds;

    public int Max => max;

    public int Count
    {
        get
        {
            lock (_gate)
                return _count;
        }
    }

    /// <summary>Counts the endpoint's connections; to be called before whatever serves them.</summary>
    /// <param name="listen">The endpoint.</param>
    /// <param name="shared">The networks of those by whom many come: proxies, other servers.</param>
    public void Use(ListenOptions listen, IReadOnlyCollection<IPNetwork> shared)
    {
        var logger = listen.ApplicationServices.GetRequiredService<ILogger<TcpConnectionLimit>>();
        var metrics = listen.ApplicationServices.GetService<LimitMetrics>(); // of a server's; the page's site counts nothing
        listen.Use(next => async connection =>
        {
            var remote = (connection.RemoteEndPoint as IPEndPoint)?.Address;
            ClientAddress? address = shared.Hold(remote) ? null : ClientAddress.Of(remote);
            if (!TryEnter(address))
            {
                metrics?.ConnectionRefused();
                Refuse(connection, logger);
                return;
            }

            try
            {
                await next(connection);
            }
            finally
            {
                Leave(address);
            }
        });
    }

    /// <inheritdoc/>
    public bool TryEnter(ClientAddress? address)
    {
        lock (_gate)
        {
            var held = address is { } known ? _held[known] : 0;
            if (!FairShare.AllowsMore(max, _count, held))
                return false;
            if (address is { } counted)
                _held.Add(counted);
            _count++;
            return true;
        }
    }

    /// <inheritdoc/>
    public void Leave(ClientAddress? address)
    {
        lock (_gate)
        {
            _count--;
            if (address is { } counted)
                _held.Remove(counted);
        }
    }

    private void Refuse(ConnectionContext connection, ILogger logger)
    {
        connection.Abort(new ConnectionAbortedException("There are as many connections as there may be."));
        Interlocked.Increment(ref _refused);
        var saidAt = Volatile.Read(ref _saidAt);
        if (time.GetElapsedTime(saidAt) >= LogInterval
            && Interlocked.CompareExchange(ref _saidAt, time.GetTimestamp(), saidAt) == saidAt)
            logger.TooManyConnections(Count, max, Interlocked.Exchange(ref _refused, 0));
    }
}
