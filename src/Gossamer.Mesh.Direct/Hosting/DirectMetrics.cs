using System.Diagnostics.Metrics;

namespace Gossamer.Mesh.Direct;

/// <summary>
/// Of the meter <c>Gossamer.Mesh</c>:
/// <code>
/// gossamer.mesh.links.refused    counter    requests for a link that were refused; reason: upgrade (it asks for no WebSocket), machine
///                                           (without keys: it comes from elsewhere), rate, token
/// </code>
/// </summary>
internal sealed class DirectMetrics : IDisposable
{
    private readonly Meter? _own;
    private readonly Counter<long> _refused;

    /// <param name="meters">The container's; without one the meter is this object's own.</param>
    public DirectMetrics(IMeterFactory? meters = null)
    {
        Meter = meters?.Create(MeshMetrics.MeterName) ?? (_own = new Meter(MeshMetrics.MeterName));
        _refused = Meter.CreateCounter<long>(
            "gossamer.mesh.links.refused", "{request}", "Requests for a link that were refused, by reason");
    }

    internal Meter Meter { get; }

    public void Dispose() => _own?.Dispose();

    internal void Refused(string reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
