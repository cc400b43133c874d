namespace Gossamer.SocketIO;

/// <summary>Namespaces that come into being when a client first asks for them, and cease with their last socket.</summary>
public sealed class NamespacePattern
{
    private readonly Func<string, bool> _matches;

    internal NamespacePattern(Func<string, bool> matches) => _matches = matches;

    internal NamespaceHandlers Handlers { get; } = new();

    /// <inheritdoc cref="Namespace.Use"/>
    public void Use(Func<Socket, ValueTask<ConnectRefusal?>> middleware) => Handlers.Use(middleware);

    /// <inheritdoc cref="Namespace.OnConnection"/>
    public void OnConnection(Func<Socket, ValueTask> handler) => Handlers.OnConnection(handler);

    internal bool Matches(string name) => _matches(name);
}
