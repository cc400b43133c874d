using Gossamer.SocketIO.EngineIO;

namespace Gossamer.SocketIO.Testing.Connections;

/// <summary>
/// What socket.io-client calls by this name: the clients of several namespaces that share a connection, and the next connection when
/// that is lost.
/// </summary>
internal sealed class Manager(SocketIOTestHost host, SocketIOTestRequest request)
{
    private readonly Lock _gate = new();
    private readonly List<SocketIOTestClient> _clients = [];
    private TestConnection? _connection;

    public SocketIOTestHost Host => host;

    /// <summary>Null before the first.</summary>
    public TestConnection? Connection => Volatile.Read(ref _connection);

    public bool IsOpen => Connection?.IsOpen == true;

    public async Task<SocketIOTestClient> ConnectAsync(string ns, object? auth, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(ns);
        if (ns.Contains(',', StringComparison.Ordinal))
            throw new ArgumentException($"The namespace \"{ns}\" holds a comma, which ends a namespace on the wire.", nameof(ns));
        var client = new SocketIOTestClient(this, ns.StartsWith('/') ? ns : "/" + ns, auth);
        await client.JoinAsync(cancellation).ConfigureAwait(false);
        lock (_gate)
            _clients.Add(client);
        return client;
    }

    /// <summary>The clients that a new connection brings back: those that lost the last one.</summary>
    public SocketIOTestClient[] Lost()
    {
        lock (_gate)
            return [.. _clients.Where(static client => client.HasLostConnection)];
    }

    /// <summary>The connection that there is, or a new one.</summary>
    /// <returns>Null, or why the server refused it.</returns>
    public EngineError? TryOpen(out TestConnection? connection)
    {
        lock (_gate)
        {
            connection = _connection;
            if (connection?.IsOpen == true)
                return null;
            var refusal = TestConnection.TryOpen(host, request.ToHttpContext(host.Services), out connection);
            Volatile.Write(ref _connection, connection);
            return refusal;
        }
    }
}
