using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Gossamer.SocketIO;

/// <summary>The namespaces of a server: those the application named, and those that patterns let come and go.</summary>
internal sealed class NamespaceTable(SocketIOServer server)
{
    private readonly ConcurrentDictionary<string, Namespace> _named = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Namespace> _dynamic = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private NamespacePattern[] _patterns = [];

    public Namespace GetOrAdd(string name) => _named.GetOrAdd(name, n => new Namespace(n, server, new NamespaceHandlers()));

    public NamespacePattern AddPattern(Func<string, bool> matches)
    {
        var pattern = new NamespacePattern(matches);
        _patterns = [.. _patterns, pattern];
        return pattern;
    }

    /// <summary>Finds the namespace that a client asks for and puts its new socket there, in one step as far as dynamic ones go.</summary>
    public bool TryEnter(string name, Func<Namespace, Socket> makeSocket, [NotNullWhen(true)] out Socket? socket)
    {
        socket = null;
        if (_named.TryGetValue(name, out var ns))
        {
            socket = makeSocket(ns);
            return true;
        }

        if (Array.Find(_patterns, p => server.Matches(p, name)) is not { } pattern)
            return false;
        lock (_gate)
        {
            if (!_dynamic.TryGetValue(name, out ns))
            {
                if (_dynamic.Count >= server.Options.MaxDynamicNamespaces)
                    return false;
                ns = _dynamic[name] = new Namespace(name, server, pattern.Handlers);
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
        if (_named.ContainsKey(ns.Name))
            return;
        lock (_gate)
        {
            // Whoever is late to leave may find a new namespace of that name.
            if (ns.IsEmpty && _dynamic.TryGetValue(ns.Name, out var now) && ReferenceEquals(now, ns))
                _dynamic.Remove(ns.Name);
        }
    }
}
