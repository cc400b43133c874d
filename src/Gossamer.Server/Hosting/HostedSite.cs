using System.Net;

namespace Gossamer.Server.Hosting;

/// <summary>One of the process's web applications: a server of the mesh, or the page.</summary>
/// <param name="Name">The server's id, or "page".</param>
/// <param name="Address">Where it listens, to name it when it cannot.</param>
/// <param name="Url">Where people find it.</param>
/// <param name="Remedy">What to do when it cannot listen there, without a full stop.</param>
/// <param name="App">Built, not started.</param>
internal sealed record HostedSite(string Name, IPEndPoint Address, string Url, string Remedy, WebApplication App)
{
    /// <summary>Builds it anew, to start once more after it was stopped by hand; null: it is not stopped by hand.</summary>
    public Func<HostedSite>? Again { get; init; }

    /// <summary>What to do before it is ended in order.</summary>
    public Func<Task> Drain { get; init; } = static () => Task.CompletedTask;
}
