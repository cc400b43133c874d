using Gossamer.Server.Chat;
using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>Registers sessions that outlive their connections and go from server to server.</summary>
internal static class SessionServices
{
    public static IServiceCollection AddSessions(this IServiceCollection services, ChatSessionOptions options) => services
        .AddSingleton(options)
        .AddSingleton<DrainState>()
        .AddSingleton<Drain>()
        .AddSingleton<SessionAdoption>()
        .AddSingleton<SessionArrivals>()
        .AddSingleton<Settling>()
        .AddSingleton<SessionCopies>()
        .AddSingleton<HandingOver>()
        .AddSingleton<SessionDescriptions>()
        .AddSingleton<SessionDepartures>()
        .AddSingleton<MissedDepartures>()
        .AddSingleton<SessionAnswers>()
        .AddSingleton<SessionQuestions>()
        .AddSingleton<MissedHere>()
        .AddSingleton<MissedElsewhere>()
        .AddSingleton<SessionMoves>()
        .AddSingleton<IRecoverySource>(provider => provider.GetRequiredService<SessionMoves>())
        .AddSingleton<IMissedMessages>(provider => provider.GetRequiredService<SessionMoves>());

    /// <summary>Has what other servers say about sessions heard.</summary>
    public static void UseSessions(this IServiceProvider services) =>
        services.GetRequiredService<ConnectionRegistry>().NodeMessages = services.GetRequiredService<SessionMoves>().Hear;
}
