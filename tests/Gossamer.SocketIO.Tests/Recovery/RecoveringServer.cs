using Gossamer.SocketIO.Tests.Api;

namespace Gossamer.SocketIO.Tests.Recovery;

internal static class RecoveringServer
{
    public static Task<ApiServer> StartAsync(Action<RecoveryOptions>? recovery = null, Action<SocketIOServer>? configure = null) =>
        ApiServer.StartAsync(
            options =>
            {
                options.Recovery = new RecoveryOptions { MaxDisconnection = TimeSpan.FromMinutes(1) };
                recovery?.Invoke(options.Recovery);
            },
            configure);

    public static async Task<(Session Session, Socket Socket)> StartOneAsync(ApiServer server)
    {
        var others = server.IO.Sockets.ToArray();
        var session = await Session.StartAsync(server);
        var socket = server.IO.Sockets.Except(others).Single();
        return (await session.AfterAsync(socket), socket);
    }
}
