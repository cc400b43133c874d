using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Gossamer.Server.Tests.Hosting;

namespace Gossamer.Server.Tests.CommandLine;

public sealed class GossamerCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gossamer-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("--help", "serve <config> <id>")]
    [InlineData("up --help", "--page-port <port>")]
    [InlineData("serve --help", "Which server of the file this is")]
    public async Task Help_EverywhereAskedFor_IsGiven(string args, string text)
    {
        var (exitCode, output, error) = await GossamerProcess.RunAsync(_folder, args.Split(' '));

        exitCode.ShouldBe(0);
        output.ShouldContain(text);
        error.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "config.json: there is no such file (looked for ")]
    [InlineData("up other.json", "other.json: there is no such file (looked for ")]
    [InlineData("serve config.json server-1", "config.json: there is no such file (looked for ")]
    [InlineData("nonsense", "Unrecognized command or argument 'nonsense'. See gossamer --help.")]
    [InlineData("up --page-port 0", "--page-port: give a whole number from 1 to 65535. See gossamer --help.")]
    [InlineData("up --page-port x", "Cannot parse argument 'x' for option '--page-port'")]
    public async Task Run_WrongCommandLineOrNoConfiguration_ExitsWith2AndOneLine(string args, string start)
    {
        var result = await GossamerProcess.RunAsync(_folder, args.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        ShouldBeOneLine(result, 2).ShouldStartWith(start);
    }

    [Theory]
    [InlineData("{", "up", "config.json: line 1, column 2: broken JSON, ")]
    [InlineData("""{"servers":[{"id":"a","ip":"127.0.0.1","port":0}]}""", "up", "config.json: servers[0].port: 0 is not a port. ")]
    [InlineData(
        """{"servers":[{"id":"a","ip":"127.0.0.1","port":1}]}""", "serve config.json b", "config.json: no server has the id \"b\". Use a.")]
    [InlineData("""{"servers":[{"id":"a","ip":"127.0.0.1","port":1}]}""", "up --origin here", "--origin: \"here\" is not a web origin. ")]
    [InlineData("""{"servers":[{"id":"a","ip":"127.0.0.1","port":1}]}""", "up --mesh-key short", "--mesh-key: the key is too short. ")]
    [InlineData(
        """{"servers":[{"id":"a","ip":"127.0.0.1","port":1}]}""", "serve config.json a --operator-key short",
            "--operator-key: the key is too short. ")]
    [InlineData(
        """{"servers":[{"id":"a","ip":"10.0.0.1","port":1},{"id":"b","ip":"10.0.0.2","port":1}]}""", "serve config.json a",
        "config.json: servers need keys to know each other, and a has none. ")]
    [InlineData(
        """{"servers":[{"id":"a","ip":"127.0.0.1","port":1},{"id":"b","ip":"127.0.0.1","port":2}]}""", "serve config.json a",
        "config.json: servers need keys to know each other, and a has none. ")]
    [InlineData(
        """{"servers":[{"id":"a","ip":"127.0.0.1","port":1}]}""", "serve config.json a --server-key none.key",
        "--server-key: there is no file none.key. ")]
    [InlineData(
        """{"servers":[{"id":"a","ip":"127.0.0.1","port":1}]}""", "serve config.json a --tls-key none.key",
        "--tls-key: there is no certificate that it belongs to. ")]
    [InlineData(
        """{"servers":[{"id":"a","ip":"127.0.0.1","port":1}]}""", "serve config.json a --mesh-ca config.json",
        "--mesh-ca: config.json holds no certificate.")]
    [InlineData(
        """{"servers":[{"id":"a","ip":"127.0.0.1","port":1,"publicKey":"bm8="}]}""", "serve config.json a",
        "config.json: servers[0].publicKey: \"bm8=\" is not an ECDSA key on P-256. ")]
    [InlineData(
        """{"servers":[{"id":"a","ip":"127.0.0.1","port":1,"url":"ftp://a"}]}""", "serve config.json a",
        "config.json: servers[0].url: \"ftp://a\" is not the address of a server. ")]
    [InlineData("""{"servers":[{"id":"a","ip":"127.0.0.1","port":1}]}""", "key public config.json", "config.json holds no private key ")]
    [InlineData(
        """{"servers":[{"id":"a","ip":"127.0.0.1","port":1}]}""", "key new --out config.json", "--out: config.json exists already.")]
    [InlineData(
        """{"servers":[{"id":"a","ip":"127.0.0.1","port":1}]}""", "serve config.json a",
        "--identity: say who clients may be. Give open ")]
    [InlineData(
        """{"servers":[{"id":"a","ip":"127.0.0.1","port":1}]}""", "serve config.json a --identity free",
        "--identity: \"free\" is none ")]
    [InlineData(
        """{"servers":[{"id":"a","ip":"127.0.0.1","port":1}]}""", "serve config.json a --identity jwt",
        "--identity jwt: give the keys that sign tokens: ")]
    [InlineData(
        """{"servers":[{"id":"a","ip":"127.0.0.1","port":1}]}""", "serve config.json a --identity jwt --jwt-key-file none.key",
        "--jwt-key-file: none.key: it cannot be read ")]
    [InlineData(
        """{"servers":[{"id":"a","ip":"127.0.0.1","port":1}]}""", "serve config.json a --identity jwt --jwt-jwks-file config.json",
        "--jwt-jwks-file: config.json: there is no signing key in it. ")]
    [InlineData(
        """{"servers":[{"id":"a","ip":"127.0.0.1","port":1}]}""", "serve config.json a --identity jwt --jwt-authority http://a.example",
        "--jwt-authority: \"http://a.example\" is no https URL. ")]
    [InlineData(
        """{"servers":[{"id":"a","ip":"127.0.0.1","port":1}]}""", "serve config.json a --identity trusted-header",
        "--identity trusted-header: give the address of the proxy ")]
    [InlineData(
        """{"servers":[{"id":"a","ip":"127.0.0.1","port":1}]}""",
        "serve config.json a --identity trusted-header --identity-proxy nowhere", "--identity-proxy: \"nowhere\" is no address ")]
    public async Task Run_WrongConfiguration_ExitsWith2AndOneLine(string json, string args, string start)
    {
        await WriteAsync(json);

        ShouldBeOneLine(await GossamerProcess.RunAsync(_folder, args.Split(' ')), 2).ShouldStartWith(start);
    }

    [Fact]
    public async Task Serve_PortInUse_ExitsWith1AndNamesIt()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await WriteAsync(Config(port));

        var (exitCode, _, error) = await GossamerProcess.RunAsync(_folder, "serve", "config.json", "server-1", "--identity", "open");

        exitCode.ShouldBe(1);
        error.ShouldBe(
            $"server-1 cannot start: port {port} of 127.0.0.1 is in use. End the program that uses it or change its entry in config.json."
            + Environment.NewLine);
    }

    [Fact]
    public async Task Up_PagePortInUse_ExitsWith1AndNamesIt()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await WriteAsync(Config(Ports.Free(1)));

        var (exitCode, _, error) = await GossamerProcess.RunAsync(_folder, "up", "--page-port", $"{port}");

        exitCode.ShouldBe(1);
        error.ShouldStartWith($"page cannot start: port {port} of 127.0.0.1 is in use. ");
        error.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Up_AskedToStop_EndsCleanlyWithinFiveSeconds(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals");
        var ports = Ports.Free(3);
        await WriteAsync(Config(ports[..2]));
        using var gossamer = GossamerProcess.Start(_folder, "--page-port", $"{ports[2]}");
        var up = await gossamer.UpAsync();
        using var http = new HttpClient();
        using var client = await ChatClient.ConnectAsync(new Uri($"http://127.0.0.1:{ports[0]}"));

        var page = await http.GetStringAsync(new Uri($"http://localhost:{ports[2]}/"), TestContext.Current.CancellationToken);
        gossamer.Signal(signal);
        var stopwatch = Stopwatch.StartNew();
        var (exitCode, _, error) = await gossamer.EndAsync();

        stopwatch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(15)); // the host's own bound is 30 s
        exitCode.ShouldBe(0);
        error.ShouldBeEmpty();
        page.ShouldContain("Test page");
        up.ShouldBe(
            $"Up: server-1 http://127.0.0.1:{ports[0]}/, server-2 http://127.0.0.1:{ports[1]}/, page http://localhost:{ports[2]}/. "
            + "Ctrl-C ends it.");
    }

    [Fact]
    public async Task Serve_ClientsThatHoldOn_EndsWithinFiveSecondsAllTheSame()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals");
        var port = Ports.Free(1);
        await WriteAsync(Config(port));
        using var gossamer = GossamerProcess.Start(_folder, "serve", "config.json", "server-1", "--identity", "open");
        await gossamer.UpAsync();
        // A request that never ends, and a WebSocket whose client answers nothing, not even the close.
        using var post = await OpenAsync(
            port[0], "POST /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nx");
        using var socket = await OpenAsync(
            port[0],
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
        await socket.GetStream().ReadExactlyAsync(new byte[1], TestContext.Current.CancellationToken);

        gossamer.Signal("TERM");
        var stopwatch = Stopwatch.StartNew();
        var (exitCode, _, error) = await gossamer.EndAsync();

        stopwatch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(15)); // the host's own bound is 30 s
        exitCode.ShouldBe(0);
        error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Serve_OneServer_TellsItsStory()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals");
        var port = Ports.Free(1);
        await WriteAsync(Config(port));
        using var gossamer = GossamerProcess.Start(
            _folder, "serve", "config.json", "server-1", "--identity", "open", "--log-level", "Debug");
        await gossamer.UpAsync();
        using (var anna = await ChatClient.ConnectAsync(new Uri($"http://127.0.0.1:{port[0]}")))
        {
            await anna.IdentifyAsync("Anna");
            await anna.SeeAsync("Anna");
            await anna.AskAsync(new { from = "Anna", to = "Anna", text = "the secret text" });
            await anna.DisconnectAsync();
        }
        gossamer.Signal("TERM");
        var (exitCode, output, _) = await gossamer.EndAsync();

        exitCode.ShouldBe(0);
        output.ShouldContain(" info  server-1 ChatSession: Anna connected 1 times (");
        output.ShouldContain(" info  server-1 ListPublisher: Updated 1 clients with a list of ");
        output.ShouldContain(" debug server-1 InstantMessages: Message ");
        output.ShouldContain(" info  server-1 ChatSession: Anna has 0 sessions here: ");
        output.ShouldNotContain("secret");
    }

    private static async Task<TcpClient> OpenAsync(int port, string request)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        return client;
    }

    private static string ShouldBeOneLine((int ExitCode, string Output, string Error) result, int exitCode)
    {
        result.ExitCode.ShouldBe(exitCode, result.Error);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldEndWith(Environment.NewLine);
        var line = result.Error[..^Environment.NewLine.Length];
        line.ShouldNotContain('\n');
        return line;
    }

    private Task WriteAsync(string json) => File.WriteAllTextAsync(Path.Combine(_folder, "config.json"), json);

    private static string Config(params int[] ports)
    {
        var servers = ports.Select((port, i) => $$"""{"id":"server-{{i + 1}}","ip":"127.0.0.1","port":{{port}}}""");
        return $$"""{"servers":[{{string.Join(",", servers)}}]}""";
    }
}
