using System.Diagnostics.Metrics;

namespace Gossamer.Mesh.Tests;

/// <summary>The meter of one node: those of other tests, which run meanwhile, have its name too.</summary>
internal sealed class OwnMeters : IMeterFactory
{
    internal Meter? Meter { get; private set; }

    public Meter Create(MeterOptions options) => Meter ??= new(options);

    public void Dispose() => Meter?.Dispose();
}
