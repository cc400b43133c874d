using Gossamer.SocketIO;

namespace Gossamer.Bench.Idle;

/// <summary>A usual application: each socket with a handler for one event.</summary>
internal static class IdleApplication
{
    public static void Add(WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.ConfigureEndpointDefaults(static listen => listen.UseSocketIO()));
        AddWithHttp(builder);
    }

    /// <summary>WebSockets stay with HTTP, as they do without <c>UseSocketIO</c>.</summary>
    public static void AddWithHttp(WebApplicationBuilder builder) => builder.Services.AddSocketIO(static options =>
        (options.MaxSessionsPerAddress, options.HandshakeBurstPerAddress) = (options.MaxSessions, options.MaxSessions)); // all from here

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
