namespace Gossamer.Server.Events;

/// <summary>Registers the memory of what happened to a server.</summary>
internal static class EventServices
{
    public static IServiceCollection AddEventLog(this IServiceCollection services, EventLogOptions options) => services
        .AddSingleton(options)
        .AddSingleton<EventLog>()
        .AddSingleton<ServerTallies>()
        .AddSingleton<MeterWatch>()
        .AddSingleton<PeerWatch>();

    /// <summary>Begins to listen. Before the mesh starts.</summary>
    public static void OpenEventLog(this IServiceProvider services)
    {
        services.GetRequiredService<MeterWatch>();
        services.GetRequiredService<PeerWatch>();
        services.GetRequiredService<EventLog>().Add(new(ServerEventKind.Started), text: ProgramVersion.Text);
    }
}
