using Gossamer.SocketIO;

namespace Gossamer.Bench.Idle;

/// <summary>A usual application: each socket with a handler for one event.</summary>
internal static class IdleApplication
{
    public static void Map(WebApplication app)
    {
        app.MapSocketIO();
        app.Services.GetRequiredService<SocketIOServer>().OnConnection(static socket =>
        {
            socket.On("message", static message => message.Socket.EmitAsync("message", message.Arguments));
            return ValueTask.CompletedTask;
        });
    }
}
