namespace Gossamer.SocketIO;

/// <summary>Namespaces that come into being when a client first asks for them, and cease with their last socket.</summary>
public sealed class NamespacePattern : INamespaceHandlers
{
    private readonly SocketIOServer _server;
    private readonly Func<string, bool> _matches;

    internal NamespacePattern(SocketIOServer server, Func<string, bool> matches)
    {
        _server = server;
        _matches = matches;
    }

    /// <summary>The namespaces of this pattern that there are at this moment.</summary>
    public IReadOnlyList<Namespace> Namespaces => _server.Namespaces.Of(this);

    internal NamespaceHandlers Handlers { get; } = new();

    /// <inheritdoc/>
    public void Use(Func<Socket, ValueTask<ConnectRefusal?>> middleware) => Handlers.Use(middleware);

    /// <inheritdoc/>
    public void OnConnection(Func<Socket, ValueTask> handler) => Handlers.OnConnection(handler);

    internal bool Matches(string name) => _matches(name);
}
