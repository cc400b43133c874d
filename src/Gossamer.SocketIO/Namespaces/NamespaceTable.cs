using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Gossamer.SocketIO;

/// <summary>The namespaces of a server: those the application named, and those that patterns let come and go.</summary>
internal sealed class NamespaceTable(SocketIOServer server)
{
    private readonly ConcurrentDictionary<string, Namespace> _named = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Namespace> _dynamic = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Namespace> _making = new(StringComparer.Ordinal); // told of, and not yet to be entered
    private readonly Lock _gate = new();
    private NamespacePattern[] _patterns = [];

    /// <summary>
    /// The namespace that the application names. One that clients brought into being stays theirs; one that is new, and that a
    /// pattern matches, begins with the pattern's handlers.
    /// </summary>
    public Namespace GetOrAdd(string name)
    {
        if (_named.TryGetValue(name, out var named))
            return named;
        var pattern = Find(name);
        lock (_gate)
        {
            return _dynamic.TryGetValue(name, out var ns) || _named.TryGetValue(name, out ns) || _making.TryGetValue(name, out ns)
                ? ns
                : _named[name] = Make(name, pattern);
        }
    }

    public NamespacePattern Add(NamespacePattern pattern)
    {
        lock (_gate)
            _patterns = [.. _patterns, pattern];
        return pattern;
    }

    public IReadOnlyList<Namespace> Of(NamespacePattern pattern)
    {
        lock (_gate)
            return [.. _named.Values.Concat(_dynamic.Values).Where(ns => ns.Pattern == pattern)];
    }

    /// <summary>Whether a client may enter. Patterns are asked in the order in which they were added, each time.</summary>
    public ValueTask<NamespaceMatch> MatchAsync(string name, ConnectPayload auth)
    {
        if (_named.ContainsKey(name))
            return ValueTask.FromResult(new NamespaceMatch(IsKnown: true, null));
        var patterns = _patterns;
        return patterns.Length == 0 ? default : MatchAsync(patterns, name, auth);
    }

    /// <summary>
    /// Puts a client's new socket into the namespace that it asks for, which is made if need be: one step as far as dynamic ones go.
    /// </summary>
    /// <returns>False when there are as many dynamic namespaces as there may be.</returns>
    public bool TryEnter(
        string name, NamespacePattern? pattern, Func<Namespace, Socket> makeSocket, [NotNullWhen(true)] out Socket? socket)
    {
        socket = null;
        if (_named.TryGetValue(name, out var ns))
        {
            socket = makeSocket(ns);
            return true;
        }

        lock (_gate)
        {
            if (!_named.TryGetValue(name, out ns) && !_dynamic.TryGetValue(name, out ns))
            {
                if (_dynamic.Count >= server.Options.MaxDynamicNamespaces)
                    return false;
                ns = _dynamic[name] = Make(name, pattern);
            }

            socket = makeSocket(ns);
            return true;
        }
    }

    public bool TryGet(string name, [NotNullWhen(true)] out Namespace? ns)
    {
        lock (_gate)
            return _named.TryGetValue(name, out ns) || _dynamic.TryGetValue(name, out ns);
    }

    public void OnLeft(Namespace ns)
    {
        if (_named.ContainsKey(ns.Name) || !server.Options.CleanupEmptyChildNamespaces)
            return;
        lock (_gate)
        {
            // Whoever is late to leave may find a new namespace of that name.
            if (ns.IsEmpty && _dynamic.TryGetValue(ns.Name, out var now) && ReferenceEquals(now, ns) && _dynamic.Remove(ns.Name))
                ns.Adapter.Close();
        }
    }

    private async ValueTask<NamespaceMatch> MatchAsync(NamespacePattern[] patterns, string name, ConnectPayload auth)
    {
        foreach (var pattern in patterns)
        {
            if (await server.MatchesAsync(pattern, name, auth).ConfigureAwait(false))
                return new NamespaceMatch(IsKnown: true, pattern);
        }

        return default;
    }

    /// <summary>
    /// With the lock, so that nobody enters before the application has seen it. A handler that asks for it by its name gets it.
    /// </summary>
    private Namespace Make(string name, NamespacePattern? pattern)
    {
        var ns = new Namespace(name, server, pattern?.Handlers.Copy() ?? new NamespaceHandlers(), pattern);
        _making.Add(name, ns);
        server.TellNewNamespace(ns); // never throws
        _making.Remove(name);
        return ns;
    }

    private NamespacePattern? Find(string name) => Array.Find(_patterns, p => server.Matches(p, name));
}
