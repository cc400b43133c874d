using System.Runtime.CompilerServices;
using Gossamer.SocketIO;
using Microsoft.AspNetCore.Authorization;

namespace Gossamer.Samples.Hubs;

/// <summary>The chat. Each call gets a hub of its own, so what lasts is elsewhere.</summary>
[Authorize]
public sealed partial class ChatHub(Attendance attendance) : SocketHub<IChatClient>
{
    private string Name => Context.UserIdentifier!;

    /// <summary>The event "enter".</summary>
    public async Task<string[]> EnterAsync(string room)
    {
        await Groups.AddToGroupAsync(Context.ConnectionId, room);
        attendance.Enter(room, Context.ConnectionId, Name);
        await Clients.OthersInGroup(room).Said(new Message(room, "server", $"{Name} is here."));
        return attendance.Of(room);
    }

    /// <summary>The event "say".</summary>
    public async Task Say(string room, string text)
    {
        if (!attendance.IsIn(room, Context.ConnectionId))
            throw new SocketHubException($"You are not in {room}.", "not-there");
        await Clients.Group(room).Said(new Message(room, Name, text));
    }

    /// <summary>The event "whisper".</summary>
    public Task Whisper(string user, string text) => Clients.User(user).Said(new Message(null, Name, text));

    /// <summary>The event "upload".</summary>
    public int Upload(string name, byte[] content) => name.Length == 0 ? 0 : content.Length;

    /// <summary>The event "close".</summary>
    [Authorize(Policy = "admin")]
    public async Task<bool> Close(string room)
    {
        if (await Clients.Caller.ConfirmAsync($"Close {room}?") is not { IsAnswered: true, Value: true })
            return false;
        await Clients.Group(room).Said(new Message(room, "server", "The room is closed."));
        attendance.Empty(room);
        return true;
    }

    /// <summary>The event "count": a stream.</summary>
    public async IAsyncEnumerable<int> Count(int to, int delay = 0, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        for (var i = 1; i <= to; i++)
        {
            if (delay > 0)
                await Task.Delay(delay, cancellation);
            yield return i;
        }
    }

    /// <inheritdoc/>
    public override Task OnDisconnectedAsync(DisconnectReason reason)
    {
        attendance.Leave(Context.ConnectionId);
        return Task.CompletedTask;
    }
}
