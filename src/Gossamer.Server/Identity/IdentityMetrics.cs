using System.Diagnostics.Metrics;

namespace Gossamer.Server.Identity;

/// <summary>
/// The meter of who was not let in: <c>gossamer.identity.denied</c>, by the code that the client is told (<c>reason</c>).
/// </summary>
internal sealed class IdentityMetrics : IDisposable
{
    public const string MeterName = "Gossamer.Server.Identity";

    private readonly Meter? _own;
    private readonly Counter<long> _denied;

    public IdentityMetrics(IMeterFactory? meters = null)
    {
        Meter = meters?.Create(MeterName) ?? (_own = new Meter(MeterName));
        _denied = Meter.CreateCounter<long>("gossamer.identity.denied", "{connection}", "Connections and tokens that were not accepted");
    }

    public Meter Meter { get; }

    public void Denied(AccessDenial denial) => _denied.Add(1, new KeyValuePair<string, object?>("reason", denial.Code));

    public void Dispose() => _own?.Dispose();
}
