using Microsoft.AspNetCore.SignalR;

namespace Gossamer.Bench.Peers;

/// <summary>A message goes to all connections of its recipient and of its sender, or of a room.</summary>
internal sealed class ChatHub : Hub
{
    public override async Task OnConnectedAsync()
    {
        var query = Context.GetHttpContext()!.Request.Query;
        await Groups.AddToGroupAsync(Context.ConnectionId, "user:" + query["user"]);
        if (query["room"] is [{ } room])
            await Groups.AddToGroupAsync(Context.ConnectionId, "room:" + room);
    }

    public Task Im(ChatMessage message) => (message.Room is { } room
        ? Clients.Group("room:" + room)
        : Clients.Groups("user:" + message.To, "user:" + message.From)).SendAsync("im", message);
}
