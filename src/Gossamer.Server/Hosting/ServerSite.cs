using Gossamer.Mesh;
using Gossamer.Mesh.Direct;
using Gossamer.Mesh.Legacy;
using Gossamer.Server.Chat;
using Gossamer.Server.Configuration;
using Gossamer.Server.Draining;
using Gossamer.Server.Events;
using Gossamer.Server.Faults;
using Gossamer.Server.Forwarding;
using Gossamer.Server.Groups;
using Gossamer.Server.Http;
using Gossamer.Server.Identity;
using Gossamer.Server.Legacy;
using Gossamer.Server.Presence;
using Gossamer.Server.Recovery;
using Gossamer.Server.Telemetry;
using Gossamer.SocketIO;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gossamer.Server.Hosting;

/// <summary>One server of the mesh: clients, links and the page on one port.</summary>
internal static class ServerSite
{
    private const string SocketPath = "/socket.io";

    public static HostedSite Create(ServerEntry self, ClusterConfig config, ServerSettings settings)
    {
        var builder = SiteBuilder.Create(
            self.Id.Value, settings, kestrel => kestrel.Listen(self.EndPoint, listen => Configure(listen, config, settings)));
        builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<StartLog>(services, self, config));
        builder.Services.AddMesh(mesh => Join(mesh, self, config, settings))
            .AddEngine(self, config, direct => Configure(direct, settings))
            .AddLegacy(legacy => AddLegacyServers(legacy, config))
            .AddFaults(self.Id, settings.Faults)
            .AddDiscovery(self, config, settings);
        builder.Services.AddIdentity(settings.Identity);
        builder.Services
            .AddChat(FitTo(settings.OutboxBytes, settings.Chat) with { SessionWindow = settings.SessionWindow },
                FitTo(settings.OutboxBytes, settings.Presence))
            .AddLegacyServers();
        builder.Services.AddEventLog(settings.Events);
        builder.Services.AddSingleton(settings.Drain).AddSingleton<DrainState>().AddSingleton<DrainMetrics>().AddSingleton<Drain>();
        // After the mesh: what starts last ends first, clients before links.
        builder.Services.AddSocketIO(options => Configure(options, config, settings));
        builder.Services.AddSessionForwarding(
            self, settings.Connections, settings.ClientProxies, areFound: config.Mesh.Discover is not null);
        builder.Services.AddServerHealth(settings.Ready);
        var telemetry = settings.Telemetry.For(settings.Operators);
        builder.AddTelemetry(self.Id.Value, telemetry);
        builder.Services.AddSingleton(settings.Operators).AddSingleton<MeshStatusEndpoint>().AddSingleton<MeshEventsEndpoint>()
            .AddSingleton<ConnectionsEndpoint>().AddSingleton<RevokeEndpoint>().AddSingleton<RoomEndpoint>().AddSingleton<LogEndpoint>();

        var app = builder.Build();
        Use(app, settings);
        Map(app, self, config, settings, telemetry);
        OpenChannels(app.Services);
        app.Services.GetRequiredService<ChatProtocol>().Attach(app.Services.GetRequiredService<SocketIOServer>());
        return new HostedSite(self.Id.Value, self.EndPoint, self.Url.ToString(), $"change its entry in {config.File}", app)
        {
            Drain = app.Services.GetRequiredService<Drain>().RunAsync,
            Again = () => Create(self, config, settings),
        };
    }

    private static void Use(WebApplication app, ServerSettings settings)
    {
        app.UseTrustedHeader(settings.Identity);
        app.UseRequestGuards(settings.Proxies);
        app.UsePageAddresses();
        app.UsePageFiles(); // before routing: /socket.io/socket.io.js is a file
        app.UseRouting();
        app.UseOriginCheck();
    }

    private static void Map(WebApplication app, ServerEntry self, ClusterConfig config, ServerSettings settings, TelemetryOptions telemetry)
    {
        app.MapSocketIO(SocketPath).RequireAllowedOrigin();
        if (config.Mesh.Nats is null)
            app.MapMesh();
        app.MapServerList(settings.PublicUrl).RequireAllowedOrigin();
        app.MapUserQueries();
        app.MapMeshQueries();
        var rooms = app.Services.GetRequiredService<RoomEndpoint>();
        app.MapPost("/api/rooms/close", rooms.CloseAsync).RequireAllowedOrigin();
        app.MapPost("/api/rooms/open", rooms.OpenAsync).RequireAllowedOrigin();
        app.MapPost("/api/revoke", app.Services.GetRequiredService<RevokeEndpoint>().AnswerAsync).RequireAllowedOrigin();
        var log = app.Services.GetRequiredService<LogEndpoint>();
        app.MapGet("/api/log", log.AnswerAsync).RequireAllowedOrigin();
        app.MapPost("/api/log", log.ChangeAsync).RequireAllowedOrigin();
        FaultsEndpoint.Map(app, settings.Faults, settings.Operators);
        app.MapServerHealth();
        app.MapTelemetry(telemetry, settings.Operators.GuardAsync);
        var node = app.Services.GetRequiredService<MeshNode>();
        settings.Faults?.Add(self.Id, () => node.Links);
    }

    /// <summary>Nobody is closed as too slow for a list: it fits an outbox beside what may wait there.</summary>
    private static PresenceOptions FitTo(long outboxBytes, PresenceOptions presence) => presence with
    {
        LagBytes = Math.Min(presence.LagBytes, outboxBytes / 4),
        MaxListBytes = (int)Math.Min(presence.MaxListBytes, outboxBytes / 2),
    };

    /// <summary>Nor for a file.</summary>
    private static ChatOptions FitTo(long outboxBytes, ChatOptions chat) => chat with
    {
        Files = chat.Files with { MaxBacklog = Math.Min(chat.Files.MaxBacklog, outboxBytes / 16) },
    };

    /// <summary>Before the mesh starts.</summary>
    private static void OpenChannels(IServiceProvider services)
    {
        services.OpenEventLog();
        services.GetRequiredService<TagSecretChannel>().Open();
        services.GetRequiredService<RevocationChannel>().Open();
        services.GetRequiredService<ClosureChannel>().Open();
        services.GetRequiredService<FileChannel>().Open();
        services.GetRequiredService<MemberPublisher>();
        services.GetRequiredService<MemberExchange>().Open();
        var sessions = services.GetRequiredService<ChatSessions>();
        services.GetRequiredService<Revocations>().Added += revocation => sessions.End(revocation);
        services.GetRequiredService<ClosedRooms>().Closed += room => // not under the lock of the link that tells it
            ThreadPool.UnsafeQueueUserWorkItem(static state => state.sessions.Close(state.room), (sessions, room), preferLocal: false);
    }

    public static void Join(MeshOptions mesh, ServerEntry self, ClusterConfig config, ServerSettings settings)
    {
        mesh.SessionWindow = settings.SessionWindow;
        mesh.Copies = settings.Copies;
        mesh.MaxLogBytes = Math.Min(mesh.MaxLogBytes, settings.MaxMemory / 2); // it is part of it
        mesh.RepeatWindow = settings.Chat.RepeatWindow;
        mesh.RequireListedSenders = true; // whoever sends has identified, and is on the list since then
        mesh.ListingGrace = settings.ListingGrace;
        mesh.Id = self.Id;
        mesh.Cluster = config.Mesh.Cluster ?? mesh.Cluster;
        foreach (var server in config.Servers)
            if (server != self && (config.Mesh.Nats is null || server.IsOld))
                mesh.Peers.Add(new MeshPeer(server.Id, server.Url) { IsLegacy = server.IsOld });
        foreach (var peer in settings.Peers.Where(peer => peer.Id != self.Id && mesh.Peers.All(known => known.Id != peer.Id)))
            mesh.Peers.Add(peer);
    }

    private static void AddLegacyServers(LegacyOptions legacy, ClusterConfig config)
    {
        foreach (var server in config.Servers)
            if (server.IsOld)
                legacy.Peers.Add(server.Id, server.Ip);
    }

    private static void Configure(ListenOptions listen, ClusterConfig config, ServerSettings settings)
    {
        settings.Connections.Use(listen, [.. settings.ClientProxies, .. Networks.OfOthers(config.Servers)]);
        if (settings.Tls.Certificate is { } certificate)
            listen.UseHttps(https => (https.ServerCertificate, https.ServerCertificateChain) = (certificate, settings.Tls.Chain));
        listen.UseSocketIO(); // inside TLS: it reads and writes frames on the connection's own pipes
    }

    public static void Configure(MeshDirectOptions direct, ServerSettings settings)
    {
        direct.SharedKey = settings.MeshKey;
        settings.Keys.ApplyTo(direct);
        direct.TrustedAuthorities.AddRange(settings.Tls.Authorities);
    }

    private static void Configure(SocketIOOptions options, ClusterConfig config, ServerSettings settings)
    {
        foreach (var server in config.Servers)
            if (server.IsOld)
                options.UnlimitedAddresses.Add(server.Ip); // it tells each of its users in a packet
        options.OutboxBytes = settings.OutboxBytes;
        options.OutboxPackets = settings.OutboxPackets;
        options.PingInterval = settings.PingInterval;
        options.PingTimeout = settings.PingTimeout;
        options.PingTimeoutV3 = settings.PingTimeoutV3;
        options.MaxMemory = settings.MaxMemory;
        options.KeptHeaders = settings.Identity.Headers;
        settings.Rates.ApplyTo(options);
        settings.Sessions.ApplyTo(options);
    }
}
