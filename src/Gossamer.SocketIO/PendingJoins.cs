using System.Diagnostics.CodeAnalysis;

namespace Gossamer.SocketIO;

/// <summary>
/// One connection's CONNECTs whose checks take their time. The connection's other packets go on meanwhile, its heartbeats among them; those
/// of the same namespace wait, as does reading at the bound.
/// </summary>
internal sealed class PendingJoins(int bound)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task> _joins = new(StringComparer.Ordinal);
    private volatile bool _any;

    /// <summary>What packets of that namespace wait for; false when nothing is under way.</summary>
    public bool TryFind(string ns, [NotNullWhen(true)] out Task? joining)
    {
        joining = null;
        if (!_any)
            return false;
        lock (_gate)
            return _joins.TryGetValue(ns, out joining);
    }

    /// <param name="ns">The namespace; what was under way for it is over.</param>
    /// <param name="joining">Never fails.</param>
    /// <returns>Ends when the next packet of the connection may be read.</returns>
    public ValueTask Hold(string ns, Task joining)
    {
        bool isFull;
        lock (_gate)
        {
            _joins[ns] = joining;
            _any = true;
            isFull = _joins.Count >= bound;
        }

        var releasing = ReleaseAsync(ns, joining);
        return isFull ? new ValueTask(releasing) : ValueTask.CompletedTask;
    }

    private async Task ReleaseAsync(string ns, Task joining)
    {
        await joining.ConfigureAwait(false);
        lock (_gate)
        {
            if (_joins.TryGetValue(ns, out var last) && last == joining)
                _joins.Remove(ns);
            _any = _joins.Count > 0;
        }
    }
}
