using System.Text.Json;
using Microsoft.AspNetCore.SignalR;

namespace Gossamer.Bench.Rooms;

/// <summary>What the other two servers do with a handler, as SignalR has it.</summary>
internal sealed class RoomsHub : Hub
{
    public override async Task OnConnectedAsync()
    {
        foreach (var room in Context.GetHttpContext()!.Request.Query["rooms"].ToString().Split(','))
            await Groups.AddToGroupAsync(Context.ConnectionId, room);
        await Clients.Caller.SendAsync("joined");
    }

    public Task Send(string room, JsonElement message) => Clients.Group(room).SendAsync("message", message);
}
