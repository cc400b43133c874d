using Gossamer.SocketIO;

namespace Gossamer.Bench.Relay;

/// <summary>The application that is measured: what a sender emits goes to its room, read and checked, but not deserialized.</summary>
internal static class GossamerRelay
{
    /// <summary>Without heartbeats: the load counts bytes.</summary>
    public static void Add(WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.ConfigureEndpointDefaults(static listen => listen.UseSocketIO()));
        builder.Services.AddSocketIO(static options =>
        {
            options.PingInterval = TimeSpan.FromHours(1);
            (options.PacketsPerSecond, options.BytesPerSecond) = (0, 0); // the load is many senders' from one address
            (options.PacketsPerSecondPerAddress, options.BytesPerSecondPerAddress) = (0, 0);
        });
    }

    public static void Map(WebApplication app)
    {
        app.MapSocketIO();
        var io = app.Services.GetRequiredService<SocketIOServer>();
        io.OnConnection(socket =>
        {
            var group = socket.Query["group"].ToString();
            if (socket.Query["role"] == "receiver")
            {
                socket.Join(group);
                return ValueTask.CompletedTask;
            }

            var room = io.To(group);
            socket.On("message", message => room.EmitAsync(EncodedPacket.Event(message.Payload.Span)));
            return ValueTask.CompletedTask;
        });
    }
}
