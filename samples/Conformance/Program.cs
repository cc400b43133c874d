// What the public protocol test suites of Engine.IO and Socket.IO expect of a server:
//   dotnet run --project samples/Conformance -- --urls http://127.0.0.1:3000
// --PingInterval, --PingTimeout and --ConnectTimeout, in milliseconds, make it more patient than the suites want it to be.
using System.Text.Json;
using Gossamer.SocketIO;

var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddCors();
builder.Services.AddSocketIO(options =>
{
    options.PingInterval = TimeSpan.FromMilliseconds(builder.Configuration.GetValue("PingInterval", 300));
    options.PingTimeout = TimeSpan.FromMilliseconds(builder.Configuration.GetValue("PingTimeout", 200));
    options.PingTimeoutV3 = options.PingTimeout;
    options.ConnectTimeout = TimeSpan.FromMilliseconds(builder.Configuration.GetValue("ConnectTimeout", 1000));
    options.MaxPayload = 1_000_000;
});

var app = builder.Build();
app.UseCors(policy => policy.AllowAnyOrigin().AllowAnyHeader().AllowAnyMethod());
app.MapEngineIO("/engine.io", Echo);
app.MapSocketIO("/socket.io");

var io = app.Services.GetRequiredService<SocketIOServer>();
io.Of("/").OnConnection(Serve);
io.Of("/custom").OnConnection(Serve);
app.Run();

static void Echo(EngineIOSocket session) => session.OnMessage((data, isBinary) =>
{
    _ = isBinary ? session.SendBinary(data.ToArray()) : session.SendText(data.Span);
    return ValueTask.CompletedTask;
});

static async ValueTask Serve(Socket socket)
{
    await socket.EmitAsync("auth", JsonDocument.Parse(socket.Auth.Json).RootElement);
    socket.On("message", message => socket.EmitAsync("message-back", message.Arguments));
    socket.On("message-with-ack", message =>
    {
        message.Ack.Send(message.Arguments);
        return ValueTask.CompletedTask;
    });
}
