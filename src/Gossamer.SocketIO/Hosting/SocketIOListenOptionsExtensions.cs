using Gossamer.SocketIO.EngineIO.ConnectionTakeover;
using Gossamer.SocketIO.EngineIO.TcpTransport;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Hosting;

/// <summary>Prepares Kestrel's endpoints for Socket.IO.</summary>
public static class SocketIOListenOptionsExtensions
{
    /// <summary>
    /// Lets WebSockets of Socket.IO leave HTTP behind once they are open: an idle connection then takes about half the memory, and
    /// messages take a shorter way. Everything works without it. For an endpoint with TLS call it after <c>UseHttps</c>. WebSockets
    /// over HTTP/2 and with per-message deflate stay with HTTP. Kestrel's <c>MaxConcurrentConnections</c> and
    /// <c>MaxConcurrentUpgradedConnections</c> do not count those that left; <c>SocketIOOptions.MaxSessions</c> counts their sessions.
    /// The endpoint's TCP connections are sent to by whoever writes, without a pipe between: <c>SocketTransportOptions</c> hold for it but
    /// for <c>IOQueueCount</c>, <c>MaxWriteBufferSize</c> (bytes) and <c>UnsafePreferInlineScheduling</c>, which have nothing to say.
    /// </summary>
    /// <param name="listen">The endpoint; <c>kestrel.ConfigureEndpointDefaults(listen => listen.UseSocketIO())</c> for all of them but
    /// those with TLS.</param>
    public static ListenOptions UseSocketIO(this ListenOptions listen)
    {
        ArgumentNullException.ThrowIfNull(listen);
        listen.ApplicationServices.GetService<TcpEndPoints>()?.Add(listen);
        listen.Use(ConnectionTakeoverMiddleware.Before);
        return listen;
    }
}
