namespace Gossamer.Server.Groups;

/// <summary>Registers what rooms need beside the chat's own handlers.</summary>
internal static class GroupServices
{
    public static IServiceCollection AddGroups(this IServiceCollection services, GroupOptions options) => services
        .AddSingleton(options)
        .AddSingleton<ClosedRooms>()
        .AddSingleton<ClosureChannel>()
        .AddSingleton<RoomSeats>()
        .AddSingleton<MemberExchange>()
        .AddSingleton<MemberPublisher>();
}
