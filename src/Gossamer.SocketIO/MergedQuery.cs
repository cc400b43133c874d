using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Gossamer.SocketIO;

/// <summary>A namespace's own query over the connection's.</summary>
internal sealed class MergedQuery(Dictionary<string, StringValues> own, IQueryCollection connection) : IQueryCollection
{
    public int Count => Keys.Count;

    public ICollection<string> Keys => [.. own.Keys.Union(connection.Keys, StringComparer.OrdinalIgnoreCase)];

    public StringValues this[string key] => TryGetValue(key, out var value) ? value : StringValues.Empty;

    public bool ContainsKey(string key) => own.ContainsKey(key) || connection.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out StringValues value) =>
        own.TryGetValue(key, out value) || connection.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, StringValues>> GetEnumerator() =>
        Keys.Select(key => KeyValuePair.Create(key, this[key])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
