namespace Gossamer.Server.Events;

/// <summary>What this server has counted since its start, for <c>/api/mesh</c>.</summary>
internal sealed class ServerTallies
{
    /// <summary>Connections that have ended, by why: <c>socketio.end.reason</c> of docs/telemetry.md.</summary>
    public Tally Closes { get; } = new();

    /// <summary>What clients were refused, by code: docs/metrics.md.</summary>
    public Tally Refused { get; } = new();

    /// <summary>Sessions that were resumed: "complete", or "incomplete" where something that was missed could not be had.</summary>
    public Tally Recovered { get; } = new();
}
