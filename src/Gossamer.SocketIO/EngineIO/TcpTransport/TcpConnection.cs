using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using TcpSocket = System.Net.Sockets.Socket;

namespace Gossamer.SocketIO.EngineIO.TcpTransport;

/// <summary>
/// A client's connection: its output goes to the socket, its input comes through HTTP's pipe until <see cref="HandOver"/>, and from the
/// socket afterwards.
/// </summary>
internal sealed class TcpConnection : ConnectionContext,
    IConnectionIdFeature, IConnectionTransportFeature, IConnectionItemsFeature, IConnectionLifetimeFeature, IConnectionSocketFeature,
    IConnectionEndPointFeature, IMemoryPoolFeature
{
    private static long s_lastId = DateTime.UtcNow.Ticks;

    private readonly CancellationTokenSource _closed = new();
    private readonly TcpWriter _writer;
    private readonly IDuplexPipe _own;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private HttpInput? _input;
    private IDictionary<object, object?>? _items;
    private string? _id;
    private int _isClosing;

    public TcpConnection(TcpSocket socket, TcpSettings settings)
    {
        socket.Blocking = false; // a send that the system does not take must not wait for it
        (Socket, _time, _log) = (socket, settings.Time, settings.Log);
        MemoryPool = settings.Pool;
        (LocalEndPoint, RemoteEndPoint) = (socket.LocalEndPoint, socket.RemoteEndPoint);
        ConnectionClosed = _closed.Token;
        _writer = new TcpWriter(socket);
        _input = new HttpInput(socket, settings, OnInputCompleted);
        _own = new DuplexPipe(_input.Reader, _writer);
        Transport = _own;
        Features = FeaturesOf(this);
    }

    public TcpSocket Socket { get; }

    public System.Buffers.MemoryPool<byte> MemoryPool { get; }

    public override string ConnectionId
    {
        get => _id ??= Interlocked.Increment(ref s_lastId).ToString("X", CultureInfo.InvariantCulture);
        set => _id = value;
    }

    public override IFeatureCollection Features { get; }

    public override IDictionary<object, object?> Items
    {
        get => _items ??= new ConnectionItems();
        set => _items = value;
    }

    public override IDuplexPipe Transport { get; set; }

    public override CancellationToken ConnectionClosed { get; set; }

    public override EndPoint? LocalEndPoint { get; set; }

    public override EndPoint? RemoteEndPoint { get; set; }

    /// <summary>HTTP has ended: what comes from now on is read from the socket. Not where something lies between, as TLS does.</summary>
    public void HandOver()
    {
        if (!ReferenceEquals(Transport, _own) || _input is not { } input)
            return;
        input.HandOver();
        _input = null;
        Transport = new DuplexPipe(new TcpReader(Socket, input, _time), _writer);
    }

    /// <summary>
    /// Cuts the connection off: what was not sent is lost, and the client is told by a reset. Without a reason, as HTTP does when the
    /// client has ended its side, what was handed to the system still arrives, and the end after it.
    /// </summary>
    public override void Abort(ConnectionAbortedException? abortReason)
    {
        if (abortReason is null)
            End();
        else if (Interlocked.Exchange(ref _isClosing, 1) == 0)
            Socket.Close(timeout: 0);
        _input?.Abort();
    }

    public override async ValueTask DisposeAsync()
    {
        if (_input is { } input)
            await input.Reader.CompleteAsync().ConfigureAwait(false);
        await _writer.CompleteAsync().ConfigureAwait(false); // ends by force when the connection is aborted
        End();
        NoteClosed();
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private void End()
    {
        if (Interlocked.Exchange(ref _isClosing, 1) != 0)
            return;
        try
        {
            Socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The client has ended it.
        }

        Socket.Dispose();
    }

    private void OnInputCompleted() =>
        ThreadPool.UnsafeQueueUserWorkItem(static connection => connection.NoteClosed(), this, preferLocal: false);

    /// <summary>Whatever those throw who asked to be told: the connection ends all the same.</summary>
    private void NoteClosed()
    {
        try
        {
            _closed.Cancel();
        }
        catch (Exception e)
        {
            _log.ClosedCallbackFailed(e, ConnectionId);
        }
    }

    private static FeatureCollection FeaturesOf(TcpConnection connection)
    {
        var features = new FeatureCollection(initialCapacity: 16);
        features.Set<IConnectionIdFeature>(connection);
        features.Set<IConnectionTransportFeature>(connection);
        features.Set<IConnectionItemsFeature>(connection);
        features.Set<IConnectionLifetimeFeature>(connection);
        features.Set<IConnectionSocketFeature>(connection);
        features.Set<IConnectionEndPointFeature>(connection);
        features.Set<IMemoryPoolFeature>(connection);
        return features;
    }
}
