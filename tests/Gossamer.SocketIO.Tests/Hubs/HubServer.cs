using System.Security.Claims;
using Gossamer.SocketIO.Hubs;
using Gossamer.SocketIO.Tests.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gossamer.SocketIO.Tests.Hubs;

/// <summary>A server with one hub. Who gives <c>{"user":"anna","role":"admin"}</c> with its CONNECT is believed.</summary>
internal static class HubServer
{
    public static Task<ApiServer> StartAsync<THub>(
        Action<IServiceCollection>? services = null, Action<SocketIOOptions>? options = null, string ns = "/")
        where THub : SocketHub, ISourceGeneratedHub<THub> => ApiServer.StartAsync(
        options,
        services: collection =>
        {
            collection.AddAuthorization(o => o.AddPolicy("admin", static policy => policy.RequireRole("admin")));
            services?.Invoke(collection);
        },
        pipeline: app =>
        {
            app.MapSocketIO();
            app.Services.GetRequiredService<SocketIOServer>().Of(ns).Use(Login);
            app.MapSocketHub<THub>(ns);
        });

    /// <summary>A client of a user.</summary>
    public static Task<Connection> JoinAsAsync(this ApiServer server, string user, string role = "user", string ns = "/") =>
        server.JoinAsync(ns, $$"""{"user":"{{user}}","role":"{{role}}"}""");

    public static Socket SocketOf(this ApiServer server, string user) =>
        server.IO.Sockets.Single(socket => socket.User.FindFirst(ClaimTypes.NameIdentifier)?.Value == user);

    private static ConnectRefusal? Login(Socket socket)
    {
        if (socket.Auth.GetString("user") is { } user)
            socket.User = new ClaimsPrincipal(new ClaimsIdentity(
                [new(ClaimTypes.NameIdentifier, user), new(ClaimTypes.Role, socket.Auth.GetString("role") ?? "")], "test"));
        return null;
    }
}
