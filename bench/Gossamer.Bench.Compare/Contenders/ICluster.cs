using System.Net;

namespace Gossamer.Bench.Compare;

/// <summary>Servers of one kind that work together.</summary>
internal interface ICluster : IAsyncDisposable
{
    IReadOnlyList<IPEndPoint> EndPoints { get; }

    /// <summary>User and system time so far of all processes, a broker's among them.</summary>
    TimeSpan CpuTime { get; }

    /// <summary>Their processes, a broker's among them.</summary>
    IReadOnlyList<int> ProcessIds { get; }
}
