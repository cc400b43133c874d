namespace Gossamer.SocketIO;

/// <summary>Namespaces that come into being when a client first asks for them, and cease with their last socket.</summary>
public sealed class NamespacePattern : INamespaceHandlers
{
    private readonly SocketIOServer _server;
    private readonly Func<string, bool>? _matchesName;
    private readonly Func<string, ConnectPayload, ValueTask<bool>>? _matches;

    internal NamespacePattern(SocketIOServer server, Func<string, bool> matchesName)
    {
        _server = server;
        _matchesName = matchesName;
    }

    internal NamespacePattern(SocketIOServer server, Func<string, ConnectPayload, ValueTask<bool>> matches)
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

    /// <returns>False too when the name alone does not tell.</returns>
    internal bool Matches(string name) => _matchesName?.Invoke(name) == true;

    internal ValueTask<bool> MatchesAsync(string name, ConnectPayload auth) =>
        _matches is null ? ValueTask.FromResult(Matches(name)) : _matches(name, auth);
}
