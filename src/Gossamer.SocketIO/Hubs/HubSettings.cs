namespace Gossamer.SocketIO.Hubs;

/// <summary>Options of one hub, those for all hubs where it has none of its own.</summary>
/// <param name="EnableDetailedErrors">Whether clients learn the messages of all exceptions.</param>
/// <param name="MaxStreams">How many streams a client may have at a time.</param>
/// <param name="Filters">Those for all hubs first.</param>
internal sealed record HubSettings(
    bool EnableDetailedErrors, int MaxStreams, IReadOnlyList<HubFilterSource> Filters)
{
    public static HubSettings Of(SocketHubOptions all, SocketHubOptions own) => new(
        own.EnableDetailedErrors ?? all.EnableDetailedErrors ?? false,
        own.MaxStreamsPerConnection ?? all.MaxStreamsPerConnection ?? SocketHubOptions.DefaultMaxStreams,
        [.. all.Filters, .. own.Filters]);
}
