using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Gossamer.SocketIO;

/// <summary>
/// Options of all hubs (<c>AddSocketHubs</c>), or of one (<see cref="SocketHubOptions{THub}"/>), which go before those. They are read
/// once, when a hub is mapped. What concerns connections is in <see cref="SocketIOOptions"/>.
/// </summary>
public class SocketHubOptions
{
    internal const int DefaultMaxStreams = 10;

    /// <summary>
    /// Whether clients learn the messages of exceptions that are no <see cref="SocketHubException"/>, which may tell more than they
    /// should. Default null: of one hub, as for all; of all, false.
    /// </summary>
    public bool? EnableDetailedErrors { get; set; }

    /// <summary>
    /// How many streams one client may have at a time; a further one is answered with the error <c>too-many-streams</c>. Default null: of
    /// one hub, as for all; of all, 10. 1 to 1,000.
    /// </summary>
    public int? MaxStreamsPerConnection { get; set; }

    internal List<Hubs.HubFilterSource> Filters { get; } = [];

    /// <summary>Adds a filter, shared by all calls. The first to be added is the outermost; those for all hubs are around one
    /// hub's.</summary>
    public void AddFilter(ISocketHubFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        Filters.Add(new(_ => filter));
    }

    /// <summary>Adds a filter that comes from each call's scope, or is made for it when it is not registered there.</summary>
    /// <inheritdoc cref="AddFilter(ISocketHubFilter)"/>
    public void AddFilter<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TFilter>()
        where TFilter : class, ISocketHubFilter =>
        Filters.Add(new(
            static services => services.GetService<TFilter>(),
            static services => ActivatorUtilities.CreateInstance<TFilter>(services)));
}

/// <summary>Options of one hub (<c>AddSocketHubs&lt;THub&gt;</c>).</summary>
/// <typeparam name="THub">The hub.</typeparam>
public sealed class SocketHubOptions<THub> : SocketHubOptions
    where THub : SocketHub;
