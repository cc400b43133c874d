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
            return _dynamic.TryGetValue(name, out var ns)
                ? ns
                : _named.GetOrAdd(name, static (n, s) => Make(n, s.server, s.pattern), (server, pattern));
        }
    }

    public NamespacePattern AddPattern(Func<string, bool> matches)
    {
        var pattern = new NamespacePattern(server, matches);
        lock (_gate)
            _patterns = [.. _patterns, pattern];
        return pattern;
    }

    public IReadOnlyList<Namespace> Of(NamespacePattern pattern)
    {
        lock (_gate)
            return [.. _named.Values.Concat(_dynamic.Values).Where(ns => ns.Pattern == pattern)];
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

        if (Find(name) is not { } pattern)
            return false;
        lock (_gate)
        {
            if (!_named.TryGetValue(name, out ns) && !_dynamic.TryGetValue(name, out ns))
            {
                if (_dynamic.Count >= server.Options.MaxDynamicNamespaces)
                    return false;
                ns = _dynamic[name] = Make(name, server, pattern);
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

    /// <summary>Whether a client may ask for that name: there is such a namespace, or a pattern for it.</summary>
    public bool IsKnown(string name) => _named.ContainsKey(name) || Find(name) is not null;

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

    private static Namespace Make(string name, SocketIOServer server, NamespacePattern? pattern) =>
        new(name, server, pattern?.Handlers.Copy() ?? new NamespaceHandlers(), pattern);

    private NamespacePattern? Find(string name) => Array.Find(_patterns, p => server.Matches(p, name));
}
