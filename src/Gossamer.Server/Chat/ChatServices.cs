using Gossamer.Mesh;
using Gossamer.Server.Presence;

namespace Gossamer.Server.Chat;

/// <summary>Registers the chat of one server. The mesh's node comes from elsewhere.</summary>
internal static class ChatServices
{
    public static IServiceCollection AddChat(this IServiceCollection services, ChatOptions chat, ListOptions lists) => services
        .AddSingleton(chat)
        .AddSingleton(lists)
        .AddSingleton<LocalUsers>()
        .AddSingleton<ILocalDelivery>(provider => provider.GetRequiredService<LocalUsers>())
        .AddSingleton<IChatMesh, ChatMesh>()
        .AddSingleton<IUserNames>(provider => new DirectoryNames(provider.GetRequiredService<MeshNode>().Directory))
        .AddSingleton(CreatePublisher)
        .AddSingleton<InstantMessages>()
        .AddSingleton<ChatProtocol>();

    private static ListPublisher CreatePublisher(IServiceProvider provider)
    {
        var publisher = ActivatorUtilities.CreateInstance<ListPublisher>(provider);
        provider.GetRequiredService<MeshNode>().Directory.Changed += publisher.Signal;
        return publisher;
    }
}
