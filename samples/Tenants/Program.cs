// A namespace for each tenant, made when its first client comes: keys, rooms and limits of its own, and nothing shared with the others.
//   dotnet run --project samples/Tenants -- --urls http://127.0.0.1:3000
//
//   const { name, key } = await (await fetch("http://127.0.0.1:3000/tenants/acme", { method: "PUT" })).json();
//   const socket = io("http://127.0.0.1:3000/tenant/acme", { auth: { key, user: "Anna" } });    // 2.x: /tenant/acme?key=...&user=Anna
//   socket.on("connect_error", ({ message, data }) => ...);    // data.code: bad-key, bad-user, tenant-full; no tenant: "Invalid namespace"
//   socket.on("said", ({ room, from, text }) => ...);
//   await socket.emitWithAck("enter", "kitchen");              // { users: ["Anna"] }, or { error: { code: "too-many-rooms" } }
//   await socket.emitWithAck("say", "kitchen", "Hello!");      // { heard: 1 }, or { error: { code: "not-in-room" | "too-fast" } }
//   await fetch("http://127.0.0.1:3000/tenants/acme", { method: "DELETE" });                    // its clients are disconnected
using Gossamer.SocketIO;
using Tenants;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddCors();
builder.Services.AddSocketIO(options => options.MaxPayload = 16 * 1024);
var app = builder.Build();
app.UseCors(policy => policy.AllowAnyOrigin().AllowAnyHeader().AllowAnyMethod());
app.MapSocketIO();

var limits = app.Configuration.GetSection("Limits").Get<TenantLimits>() ?? new TenantLimits(); // --Limits:MaxSockets 10
var directory = new TenantDirectory(limits, TimeProvider.System);
var io = app.Services.GetRequiredService<SocketIOServer>();
var tenants = io.Of(name => directory.TryFind(name, out _)); // of a name that is no tenant's nothing is made
tenants.Use(socket => TenantChat.Admit(socket, directory));
tenants.OnConnection(TenantChat.Serve);

// Where an operator would say who it is. Here everybody is believed.
app.MapPut("/tenants/{name}", (string name) =>
    directory.TryAdd(name, out var tenant) ? Results.Ok(new { name, key = tenant.Key }) : Results.Conflict());
app.MapDelete("/tenants/{name}", (string name) =>
{
    if (!directory.TryRemove(name, out var tenant))
        return Results.NotFound();
    tenants.Namespaces.FirstOrDefault(ns => ns.Name == tenant.Namespace)?.DisconnectSockets();
    return Results.NoContent();
});
app.Run();
