using Gossamer.Mesh;
using Gossamer.Server.Connections;
using Gossamer.Server.Groups;
using Gossamer.Server.Limits;
using Gossamer.Server.Presence;
using Gossamer.Server.Recovery;
using Gossamer.SocketIO;
using Microsoft.Extensions.Options;

namespace Gossamer.Server.Chat;

/// <summary>Registers the chat of one server. The mesh's node and its <see cref="IServerConnections"/> come from elsewhere.</summary>
internal static class ChatServices
{
    public static IServiceCollection AddChat(this IServiceCollection services, ChatOptions chat, PresenceOptions presence) => services
        .AddSingleton(chat)
        .AddSingleton(presence)
        .AddSingleton<ChatCounters>()
        .AddSingleton<IChatMesh, ChatMesh>()
        .AddSingleton<IMessageFrameValidator, InstantMessageValidator>()
        .AddSingleton<IDeliveryBatch, SocketDeliveryBatch>()
        .AddSingleton<IOnlineUsers>(provider => new DirectoryOnlineUsers(provider.GetRequiredService<MeshNode>().Directory))
        .AddSingleton<PresenceMetrics>()
        .AddSingleton<ListPublisher>()
        .AddSingleton<ChangesPublisher>()
        .AddSingleton<WatchPublisher>()
        .AddSingleton(CreateDevices)
        .AddSingleton(CreateModes)
        .AddSingleton<Watching>()
        .AddGroups(chat.Groups)
        .AddSingleton<RoomMembership>()
        .AddSingleton<ChatMetrics>()
        .AddSingleton<InstantMessages>()
        .AddSingleton(chat.Files)
        .AddSingleton<FileReceivers>()
        .AddSingleton<FileChannel>()
        .AddSingleton<Files>()
        .AddSingleton(provider => CreateSecrets(provider, chat.SessionWindow))
        .AddSingleton<TagSecretChannel>()
        .AddSingleton<ReturnGuard>()
        .AddSingleton<Authentication>()
        .AddSingleton<SessionStarter>()
        .AddSingleton(new ConnectionLimit(chat.MaxConnectionsPerUser))
        .AddSingleton(provider => new ConnectionShares(chat.SessionWindow, provider.GetRequiredService<TimeProvider>()))
        .AddMetrics()
        .AddSingleton(chat.Rates)
        .AddSingleton<LimitMetrics>()
        .AddSingleton<EventLimits>()
        .AddSingleton<TooFast>()
        .AddSingleton<IConnectionRecovery, ChatRecovery>()
        .AddSingleton<IMemoryHolder, MessageLogMemory>()
        .AddSingleton<ChatSessions>()
        .AddSingleton<ChatProtocol>();

    private static TagSecrets CreateSecrets(IServiceProvider provider, TimeSpan window)
    {
        var peers = provider.GetRequiredService<IOptions<MeshOptions>>().Value.Peers;
        return new(
            provider.GetRequiredService<TimeProvider>(), window, peers.Where(static peer => !peer.IsLegacy).Select(static peer => peer.Id));
    }

    private static DevicePublisher CreateDevices(IServiceProvider provider)
    {
        var devices = ActivatorUtilities.CreateInstance<DevicePublisher>(provider);
        provider.GetRequiredService<MeshNode>().Directory.ConnectionsChanged += devices.Signal;
        return devices;
    }

    private static PresenceModes CreateModes(IServiceProvider provider)
    {
        var modes = ActivatorUtilities.CreateInstance<PresenceModes>(provider);
        provider.GetRequiredService<MeshNode>().Directory.Changed += modes.Signal;
        return modes;
    }
}
