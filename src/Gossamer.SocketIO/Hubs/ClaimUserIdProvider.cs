using System.Security.Claims;

namespace Gossamer.SocketIO.Hubs;

internal sealed class ClaimUserIdProvider : ISocketUserIdProvider
{
    public string? GetUserId(Socket socket) => socket.User.FindFirst(ClaimTypes.NameIdentifier)?.Value;
}
