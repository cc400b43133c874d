using System.IO.Pipelines;
using System.Net;
using Gossamer.SocketIO.EngineIO.TcpTransport;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gossamer.SocketIO.EngineIO.ConnectionTakeover;

/// <summary>
/// A connection as HTTP gets to see it. A request may take the connection over: then HTTP ends without ending the connection, and
/// nothing that HTTP kept for it is kept any longer.
/// </summary>
internal sealed class ConnectionTakeoverContext : ConnectionContext
{
    private readonly ConnectionContext _inner;
    private readonly ConnectionTakeoverTransport _transport;
    private readonly ConnectionTakeoverHeartbeat _heartbeat;

    public ConnectionTakeoverContext(ConnectionContext inner)
    {
        _inner = inner;
        _transport = new ConnectionTakeoverTransport(inner.Transport);
        _heartbeat = new ConnectionTakeoverHeartbeat(inner.Features.Get<IConnectionHeartbeatFeature>());
        Transport = _transport;
        Features = new FeatureCollection(inner.Features);
        Features.Set(this);
        Features.Set<IConnectionHeartbeatFeature>(_heartbeat);
    }

    /// <summary>What goes on with the connection when HTTP has ended; null while nobody has taken it over.</summary>
    public Func<ConnectionContext, Task>? Taker { get; private set; }

    public override string ConnectionId
    {
        get => _inner.ConnectionId;
        set => _inner.ConnectionId = value;
    }

    public override IFeatureCollection Features { get; }

    public override IDictionary<object, object?> Items
    {
        get => _inner.Items;
        set => _inner.Items = value;
    }

    public override IDuplexPipe Transport { get; set; }

    public override EndPoint? LocalEndPoint
    {
        get => _inner.LocalEndPoint;
        set => _inner.LocalEndPoint = value;
    }

    public override EndPoint? RemoteEndPoint
    {
        get => _inner.RemoteEndPoint;
        set => _inner.RemoteEndPoint = value;
    }

    public override CancellationToken ConnectionClosed
    {
        get => _inner.ConnectionClosed;
        set => _inner.ConnectionClosed = value;
    }

    /// <summary>The connection of a request, if the request may take it over.</summary>
    public static ConnectionTakeoverContext? Of(HttpContext context) =>
        context.Features.Get<ConnectionTakeoverContext>() is { } connection
        && HttpProtocol.IsHttp11(context.Request.Protocol)
        && ReferenceEquals(connection.Transport, connection._transport) // else TLS or something else lies between
        && connection._inner.Transport.Output.CanGetUnflushedBytes
            ? connection
            : null;

    /// <summary>To be called by the connection's last request, once its response is written.</summary>
    public void TakeOver(Func<ConnectionContext, Task> taker)
    {
        _transport.Detach();
        _heartbeat.Stop();
        (_inner as TcpConnection)?.HandOver();
        Taker = taker;
    }

    public override void Abort(ConnectionAbortedException abortReason) => _inner.Abort(abortReason);
}
