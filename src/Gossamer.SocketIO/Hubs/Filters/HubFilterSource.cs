namespace Gossamer.SocketIO.Hubs;

/// <summary>Where a filter comes from.</summary>
/// <param name="Find">One that somebody else has; null: there is none.</param>
/// <param name="Make">One of the call's own, which ends with it.</param>
internal sealed record HubFilterSource(
    Func<IServiceProvider, ISocketHubFilter?> Find, Func<IServiceProvider, ISocketHubFilter>? Make = null);
