using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gossamer.SocketIO.EngineIO.TcpTransport;

/// <summary>
/// Kestrel's transport for endpoints with <c>UseSocketIO</c>: sends go from the writer to the socket, and once HTTP has handed a connection
/// over receives go from the socket to the reader. Kestrel's own puts a pipe and another thread between, both ways. Other endpoints have
/// the transport that they had.
/// </summary>
internal sealed class TcpTransportFactory(
    TcpEndPoints endPoints,
    IServiceProvider services,
    IOptions<SocketTransportOptions> options,
    IMemoryPoolFactory<byte> pools,
    TimeProvider time,
    ILogger<TcpTransportFactory> log)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    public bool CanBind(EndPoint endPoint) =>
        endPoints.Contains(endPoint) || (TcpEndPoints.IsSocket(endPoint) && !HasOther());

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(TcpConnectionListener.Bind(endpoint, options.Value, pools, time, log));
    }

    /// <summary>Kestrel adds its own only where there is none yet, which may be after this was added.</summary>
    private bool HasOther() => services.GetServices<IConnectionListenerFactory>().Any(other => !ReferenceEquals(other, this));
}
