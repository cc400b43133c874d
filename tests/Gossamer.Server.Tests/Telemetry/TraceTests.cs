using Gossamer.Server.Tests.CommandLine;
using Gossamer.Server.Tests.Hosting;

namespace Gossamer.Server.Tests.Telemetry;

/// <summary>Two processes, a real client at each, and a collector that both export to.</summary>
public sealed class TraceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gossamer-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("http/protobuf")]
    [InlineData("grpc")]
    public async Task Message_ThatCrossesTwoServers_IsOneTrace(string protocol)
    {
        await using var collector = await Collector.StartAsync(protocol);
        var ports = await ConfigureAsync();
        using var first = await StartAsync("server-1", collector, "1");
        using var second = await StartAsync("server-2", collector, "1");
        using var anna = await ConnectAsync(ports[0], "Anna");
        using var billy = await ConnectAsync(ports[1], "Billy");
        await anna.SeeAsync("Anna", "Billy");

        await anna.AskAsync(new { from = "Anna", to = "Billy", text = "hi", id = "m-1" });

        var publish = await collector.SpanAsync(static span => span.Name == "publish");
        var deliver = await collector.SpanAsync(static span => span.Name == "deliver");
        var said = await collector.SpanAsync(span => span.SpanId == publish.ParentId);
        said.Name.ShouldBe("/im");
        said.ParentId.ShouldBeEmpty();
        (publish.TraceId, deliver.TraceId).ShouldBe((said.TraceId, said.TraceId));
        deliver.ParentId.ShouldBe(publish.SpanId);
        (publish.Resource["service.instance.id"], deliver.Resource["service.instance.id"]).ShouldBe(("server-1", "server-2"));
        (publish.Resource["service.name"], publish.Resource["deployment"]).ShouldBe(("gossamer", "test"));
        (publish.Tags["messaging.message.id"], deliver.Tags["messaging.message.id"]).ShouldBe(("m-1", "m-1"));
        (publish.Tags["gossamer.delivered"], publish.Tags["gossamer.servers"]).ShouldBe(("1", "1"));
        (deliver.Tags["gossamer.peer"], deliver.Tags["gossamer.delivered"]).ShouldBe(("server-1", "1"));
        await collector.MetricsAsync;
    }

    /// <summary>What is said in a room goes by another way, and belongs to its trace all the same.</summary>
    [Fact]
    public async Task RoomMessage_ThatCrossesTwoServers_IsOneTrace()
    {
        await using var collector = await Collector.StartAsync();
        var ports = await ConfigureAsync();
        using var first = await StartAsync("server-1", collector, "1");
        using var second = await StartAsync("server-2", collector, "1");
        using var anna = await ConnectAsync(ports[0], "Anna");
        using var billy = await ConnectAsync(ports[1], "Billy");
        await anna.SeeAsync("Anna", "Billy");
        await billy.AskAsync("join", new { room = "tea" });
        await anna.AskAsync("join", new { room = "tea" });

        await anna.AskAsync(new { from = "Anna", room = "tea", text = "hi" });

        var publish = await collector.SpanAsync(static span => span.Name == "publish");
        var deliver = await collector.SpanAsync(span => span.Name == "deliver" && span.ParentId == publish.SpanId);
        publish.Tags["gossamer.destination"].ShouldBe("room");
        (deliver.TraceId, deliver.Resource["service.instance.id"]).ShouldBe((publish.TraceId, "server-2"));
    }

    /// <summary>Server 1 samples nothing, so server 2, which samples all that begins there, has nothing to go on with.</summary>
    [Fact]
    public async Task Message_ThatIsNotSampled_HasNoSpanAtEitherServer()
    {
        await using var collector = await Collector.StartAsync();
        var ports = await ConfigureAsync();
        using var first = await StartAsync("server-1", collector, "0");
        using var second = await StartAsync("server-2", collector, "1");
        using var anna = await ConnectAsync(ports[0], "Anna");
        using var billy = await ConnectAsync(ports[1], "Billy");
        await anna.SeeAsync("Anna", "Billy");

        await anna.AskAsync(new { from = "Anna", to = "Billy", text = "not sampled" });
        await billy.AskAsync(new { from = "Billy", to = "Anna", text = "sampled" });

        var publish = await collector.SpanAsync(static span => span.Name == "publish");
        publish.Resource["service.instance.id"].ShouldBe("server-2");
        var deliver = await collector.SpanAsync(static span => span.Name == "deliver");
        deliver.Resource["service.instance.id"].ShouldBe("server-1"); // what comes sampled is, whatever begins here
        collector.Seen.Count(static span => span.Name is "publish" or "deliver").ShouldBe(2);
    }

    /// <summary>Its name would be the activity's, and is the client's choice.</summary>
    [Fact]
    public async Task Event_ThatTheServerDoesNotKnow_HasNoSpan()
    {
        await using var collector = await Collector.StartAsync();
        var ports = await ConfigureAsync();
        using var first = await StartAsync("server-1", collector, "1");
        using var anna = await ConnectAsync(ports[0], "Anna");

        await anna.SendAsync("my secret", new { });
        await anna.AskAsync("watch", (string[])["Billy"]);

        await collector.SpanAsync(static span => span.Name == "/watch");
        collector.Seen.ShouldNotContain(static span => span.Name.Contains("secret"));
    }

    private async Task<int[]> ConfigureAsync()
    {
        var ports = Ports.Free(2);
        var servers = ports.Select(static (port, i) => $$"""{"id":"server-{{i + 1}}","ip":"127.0.0.1","port":{{port}}}""");
        await File.WriteAllTextAsync(Path.Combine(_folder, "config.json"), $$"""{"servers":[{{string.Join(',', servers)}}]}""");
        return ports;
    }

    private async Task<GossamerProcess> StartAsync(string server, Collector collector, string ratio)
    {
        var process = GossamerProcess.Start(_folder, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = collector.Protocol,
            ["OTEL_RESOURCE_ATTRIBUTES"] = "deployment=test",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
        }, "serve", "config.json", server, "--log-level", "None", "--otlp-endpoint", collector.Url, "--trace-ratio", ratio);
        await process.UpAsync();
        return process;
    }

    private static async Task<ChatClient> ConnectAsync(int port, string user)
    {
        var client = await ChatClient.ConnectAsync(new Uri($"http://127.0.0.1:{port}"));
        await client.IdentifyAsync(user);
        return client;
    }
}
