using System.Net;
using System.Net.Http.Headers;
using Gossamer.Server.Hosting;
using Gossamer.Server.Http;
using Gossamer.Server.Tests.Hosting;

namespace Gossamer.Server.Tests.Telemetry;

/// <summary>Scrapes of real servers.</summary>
public sealed class MetricsEndpointTests
{
    private const string Key = "the key of operators";

    internal static ServerSettings Measuring { get; } = TestServers.Quiet with { Telemetry = new() { IsScraped = true } };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_OfServersOfOneProcess_TellsOfEachItsOwn()
    {
        await using var servers = await TestServers.StartAsync(2, Measuring);
        using var anna = await ChatClient.ConnectAsync(servers.Url(0));
        using var billy = await ChatClient.ConnectAsync(servers.Url(1));
        await anna.IdentifyAsync("Anna");
        await billy.IdentifyAsync("Billy");
        await anna.SeeAsync("Anna", "Billy");

        await anna.AskAsync(new { from = "Anna", to = "Billy", text = "hi" });

        var (one, two) = (await ScrapeAsync(servers, 0), await ScrapeAsync(servers, 1));
        one.Of("gossamer_mesh_link_up", "peer=\"server-2\"", "direction=\"outgoing\"").ShouldBe(1);
        one.Of("gossamer_mesh_forwards_total", "network_io_direction=\"transmit\"").ShouldBe(1);
        two.Of("gossamer_mesh_forwards_total", "network_io_direction=\"receive\"").ShouldBe(1);
        two.Of("gossamer_mesh_forwards_total", "network_io_direction=\"transmit\"").ShouldBe(0);
        (one.Of("gossamer_server_messages_total"), two.Of("gossamer_server_messages_total")).ShouldBe((1, 0));
        (one.Of("gossamer_socketio_connections"), two.Of("gossamer_socketio_connections")).ShouldBe((1, 1));
        one.Of("gossamer_server_message_duration_seconds_count", "outcome=\"delivered\"").ShouldBe(1);
        one.Of("gossamer_mesh_receipt_duration_seconds_count", "peer=\"server-2\"").ShouldBeGreaterThan(0);
        one.Of("gossamer_mesh_directory_users").ShouldBe(2);
        one.Of("gossamer_mesh_directory_local_users").ShouldBe(1);
        one.Of("gossamer_mesh_log_size_bytes").ShouldBeGreaterThan(0);
        one.Of("gossamer_mesh_presence_lag_seconds", "peer=\"server-2\"").ShouldBe(0);
        one.Of("gossamer_server_presence_io_bytes_total", "kind=\"list\"").ShouldBeGreaterThan(0);
        one.Of("gossamer_server_draining").ShouldBe(0);
        one.Of("dotnet_gc_collections_total").ShouldBeGreaterThanOrEqualTo(0); // the runtime's, which are no server's own
    }

    [Fact]
    public async Task Get_WithAnOperatorKey_IsForWhoHasIt()
    {
        await using var servers = await TestServers.StartAsync(1, Measuring with { Operators = OperatorAccess.By(Key) });
        using var http = servers.Http();

        (await http.GetAsync("/metrics", Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        using var answer = await http.GetAsync("/metrics", Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
    }

    [Fact]
    public async Task Get_WithoutOperatorsOrMetrics_FindsNothing()
    {
        await using var nobody = await TestServers.StartAsync(1, Measuring with { Operators = OperatorAccess.Nobody });
        await using var off = await TestServers.StartAsync(1);
        using var http = new HttpClient();

        foreach (var (servers, code) in new[] { (nobody, "off"), (off, "no-metrics") })
        {
            using var answer = await http.GetAsync(new Uri(servers.Url(), "metrics"), Token);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await answer.Content.ReadAsStringAsync(Token)).ShouldStartWith($$"""{"error":{"code":"{{code}}",""");
        }
    }

    private static async Task<Scrape> ScrapeAsync(TestServers servers, int index)
    {
        using var http = servers.Http(index);
        return new Scrape(await http.GetStringAsync("/metrics", Token));
    }
}
