using Gossamer.Mesh;
using Gossamer.Server.OldServers;
using Gossamer.Server.Presence;

namespace Gossamer.Server.Chat;

/// <summary>Registers the chat of one server. The mesh's node comes from elsewhere.</summary>
internal static class ChatServices
{
    public static IServiceCollection AddChat(this IServiceCollection services, ChatOptions chat, PresenceOptions presence) => services
        .AddSingleton(chat)
        .AddSingleton(presence)
        .AddSingleton<ChatCounters>()
        .AddSingleton<Standstill>()
        .AddSingleton<LocalUsers>()
        .AddSingleton<ILocalDelivery>(provider => provider.GetRequiredService<LocalUsers>())
        .AddSingleton<IChatMesh, ChatMesh>()
        .AddSingleton<IUserNames>(provider => new DirectoryNames(provider.GetRequiredService<MeshNode>().Directory))
        .AddSingleton<ListPublisher>()
        .AddSingleton<ChangesPublisher>()
        .AddSingleton<WatchPublisher>()
        .AddSingleton(CreateModes)
        .AddSingleton<Watching>()
        .AddSingleton<InstantMessages>()
        .AddSingleton<ChatSessions>()
        .AddSingleton<OldServerConnections>()
        .AddSingleton<ChatProtocol>();

    private static PresenceModes CreateModes(IServiceProvider provider)
    {
        var modes = ActivatorUtilities.CreateInstance<PresenceModes>(provider);
        provider.GetRequiredService<MeshNode>().Directory.Changed += modes.Signal;
        return modes;
    }
}
