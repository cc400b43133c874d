using System.Net;
using System.Net.Sockets;
using Gossamer.Mesh;
using Gossamer.Server.Configuration;
using Gossamer.Server.Json;

namespace Gossamer.Server.Http;

/// <summary>
/// <c>GET /api/servers</c>, so that a page can offer them:
/// <code>[{"id":"server-1","url":"http://127.0.0.1:3001"}, ...]</code>
/// Who asks at the public URL, where a proxy stands for all of them, is told of that alone.
/// </summary>
internal static class ServerListEndpoint
{
    private const string Path = "/api/servers";

    /// <summary>The servers of the configuration, as it was read last, and those that were found otherwise.</summary>
    /// <param name="endpoints">The site's.</param>
    /// <param name="publicUrl">Where clients find all servers together; null: each at its own address.</param>
    public static IEndpointConventionBuilder MapServerList(this IEndpointRouteBuilder endpoints, Uri? publicUrl) =>
        endpoints.MapGet(Path, (HttpContext context, CurrentConfig config, MeshNode node, ServerEntry self) =>
            JsonAnswer.Write(context, publicUrl is not null && IsAskedAt(publicUrl, context.Request.Host)
                ? Write(publicUrl)
                : Write(Servers(config.Value, node, self), context.Request)));

    /// <summary>The servers of the configuration.</summary>
    public static IEndpointConventionBuilder MapServerList(this IEndpointRouteBuilder endpoints, ClusterConfig config) =>
        endpoints.MapGet(Path, (HttpContext context) => JsonAnswer.Write(context, Write(config.Servers, context.Request)));

    /// <summary>At a server's own address, as by an operator, its peers' addresses say something.</summary>
    public static bool IsAskedAt(Uri publicUrl, HostString asked) =>
        string.Equals(publicUrl.Authority, asked.Value, StringComparison.OrdinalIgnoreCase);

    private static byte[] Write(Uri publicUrl) => JsonOutput.Begin().Raw("""[{"id":"""u8).Text(publicUrl.Authority)
        .Raw(""","url":"""u8).Text(publicUrl.GetLeftPart(UriPartial.Authority)).Raw("}]"u8).Take();

    private static IEnumerable<ServerEntry> Servers(ClusterConfig config, MeshNode node, ServerEntry self)
    {
        var listed = config.Servers.Select(static server => server.Id).ToHashSet();
        foreach (var server in config.Servers)
            yield return server;
        if (listed.Add(self.Id))
            yield return self;
        foreach (var peer in node.Peers)
            if (listed.Add(peer) && node.AddressOf(peer) is { } url && IPAddress.TryParse(url.DnsSafeHost, out var ip))
                yield return new ServerEntry(peer, ip, url.Port);
    }

    private static byte[] Write(IEnumerable<ServerEntry> servers, HttpRequest request)
    {
        var output = JsonOutput.Begin().Raw("["u8);
        var isFirst = true;
        foreach (var server in servers)
        {
            if (server.IsOld)
                continue; // the page speaks a later Socket.IO than these understand

            output.Raw(isFirst ? """{"id":"""u8 : """,{"id":"""u8).Text(server.Id.Value)
                .Raw(""","url":"""u8).Text(UrlOf(server, request.Scheme, request.Host)).Raw("}"u8);
            isFirst = false;
        }
        return output.Raw("]"u8).Take();
    }

    /// <summary>
    /// Where the asking browser finds a server: at its address. A wildcard or loopback address says nothing to a browser elsewhere (it may
    /// come through a tunnel or a container's port), so then at the host that the browser asked.
    /// </summary>
    public static string UrlOf(ServerEntry server, string scheme, HostString asked)
    {
        var host = (server.IsWildcard || server.IsLoopback) && asked.Host.Length > 0 ? asked.Host : HostOf(server.Ip);
        return $"{scheme}://{host}:{server.Port}";
    }

    /// <summary>An address as it stands in a URL.</summary>
    public static string HostOf(IPAddress ip) => ip.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{ip}]" : ip.ToString();
}
