using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Gossamer.Server.Tests.Doctor;
using Gossamer.Server.Tests.Hosting;

namespace Gossamer.Server.Tests.CommandLine;

/// <summary>The doctor as a process, looking at real servers: one that is well, and what is broken.</summary>
public sealed class DoctorCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gossamer-").FullName;
    private readonly int[] _ports = Ports.Free(2);
    private readonly TestCertificates _certificates = new();
    private readonly List<GossamerProcess> _running = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (var process in _running)
            process.Dispose();
        _certificates.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Doctor_AMeshThatIsWell_FindsNoFault()
    {
        await WriteConfigAsync();
        await KeyAsync("server-1", 0);
        await KeyAsync("server-2", 1);
        await ServeAsync("server-2", "--server-key", "server-2.key");

        var (code, output) = await DoctorAsync("--server-key", "server-1.key", "--identity", "open");

        code.ShouldBe(0, output);
        output.ShouldMatch(@"(?m)^ok +link to server-2 +it takes this server's token\r?$");
        output.ShouldMatch(@"(?m)^ok +clock of server-2 ");
        output.ShouldMatch(@"(?m)^ok +keys +the private key of server-1 is there, and is the one");
        output.ShouldMatch(@"(?m)^\d+ ok, \d warnings?, 0 faults\r?$");
    }

    [Fact]
    public async Task Doctor_BrokenConfiguration_NamesTheLine()
    {
        await WriteAsync("config.json", "{\"servers\":[\n{\"id\":\"server-1\" \"ip\":\"127.0.0.1\"}]}");

        await FaultAsync("configuration +config.json: line 2, column 18: broken JSON", "Correct it there or just before");
    }

    [Fact]
    public async Task Doctor_PortTaken_NamesWhoHasItAndWhatToDo()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "who has a port is known on Linux alone");
        using var other = new TcpListener(IPAddress.Loopback, _ports[0]);
        other.Start();
        await WriteConfigAsync();

        await FaultAsync(
            $@"port +127.0.0.1:{_ports[0]} is in use by process {Environment.ProcessId} \(",
            "End that program or change the entry of server-1 in config.json", Shared);
    }

    [Fact]
    public async Task Doctor_PeerThatIsDown_SaysSo()
    {
        await WriteConfigAsync();

        await FaultAsync(
            $"reach of server-2 +127.0.0.1:{_ports[1]}: nothing listens there",
            "Start server-2, or correct its entry in config.json", Shared);
    }

    [Fact]
    public async Task Doctor_AnotherSharedKey_IsRefusedByThePeer()
    {
        await WriteConfigAsync();
        await ServeAsync("server-2", Shared);

        await FaultAsync(
            "link to server-2 +it refuses this server's token", "Give both the same key", "--mesh-key", "quite another key than that");
    }

    [Fact]
    public async Task Doctor_KeyOfAnotherServer_IsNotTheOneThatOthersKnow()
    {
        await WriteConfigAsync();
        await KeyAsync("server-1", 0);
        await KeyAsync("server-2", 1);

        await FaultAsync(
            "keys +--server-key: that key belongs to another public key than server-1 has in config.json", "Its own is MFkw",
            "--server-key", "server-2.key");
    }

    [Fact]
    public async Task Doctor_KeyThatEverybodyMayRead_IsAFault()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes");
        await WriteConfigAsync();
        await KeyAsync("server-1", 0);
        await KeyAsync("server-2", 1);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path.Combine(_folder, "server-1.key"), UnixFileMode.UserRead | UnixFileMode.OtherRead);

        await FaultAsync(
            @"keys +everybody on this machine may read or change the private key server-1.key \(mode 0404\)", "chmod 600 server-1.key",
            "--server-key", "server-1.key");
    }

    [Theory]
    [InlineData("localhost", -9, -1, "it has expired on ")]
    [InlineData("elsewhere.example", -1, 30, "it is for elsewhere.example, and servers and clients look for localhost")]
    public async Task Doctor_CertificateThatDoesNotHold_IsFoundHereAndAtThePeer(string name, double from, double to, string text)
    {
        await WriteConfigAsync("https://localhost:");
        await WriteAsync("server.pem", _certificates.Issue(name, from, to));
        await WriteAsync("ca.pem", _certificates.Authority.ExportCertificatePem());
        string[] tls = ["--tls-certificate", "server.pem", "--mesh-ca", "ca.pem", .. Shared];
        await ServeAsync("server-2", tls);

        var (code, output) = await DoctorAsync(tls);

        code.ShouldBe(1, output);
        output.ShouldMatch($"(?m)^fault +certificate +{text}");
        output.ShouldMatch($"(?m)^fault +certificate of server-2 +{text}");
        output.ShouldNotContain("link to server-2");
    }

    [Fact]
    public async Task Doctor_ClockOfThePeerThatIsWrong_IsFound()
    {
        await WriteConfigAsync();
        using var peer = new TcpListener(IPAddress.Loopback, _ports[1]);
        peer.Start();
        _ = AnswerAsync(peer, TimeSpan.FromMinutes(10));

        await FaultAsync("clock of server-2 +it is (59[0-9]|60[0-9]) s behind this one", "Let NTP set the clocks", Shared);
    }

    [Fact]
    public async Task Doctor_FewDescriptors_AreAFault()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "limits");
        await WriteConfigAsync();
        var start = new ProcessStartInfo(
            "sh", ["-c", $"ulimit -n 600; exec dotnet exec {AppContext.BaseDirectory}gossamer.dll doctor config.json server-1"])
        {
            WorkingDirectory = _folder, RedirectStandardOutput = true, UseShellExecute = false,
        };
        using var process = Process.Start(start)!;

        var output = await process.StandardOutput.ReadToEndAsync(Ct);
        await process.WaitForExitAsync(Ct);

        process.ExitCode.ShouldBe(1, output);
        output.ShouldMatch("(?m)^fault +descriptors +600 files may be open, 200 connections are taken");
        output.ShouldContain("LimitNOFILE");
    }

    private static readonly string[] Shared = ["--mesh-key", "a key that the servers share"];

    /// <summary>Finds a fault, and below it what to do.</summary>
    private async Task FaultAsync(string pattern, string remedy, params string[] options)
    {
        var (code, output) = await DoctorAsync(options);

        code.ShouldBe(1, output);
        output.ShouldMatch($@"(?m)^fault +{pattern}.*\n +do +{remedy}");
    }

    private async Task<(int Code, string Output)> DoctorAsync(params string[] options)
    {
        var (code, output, error) = await GossamerProcess.RunAsync(_folder, ["doctor", "config.json", "server-1", .. options]);
        error.ShouldBeEmpty();
        return (code, output);
    }

    private async Task ServeAsync(string id, params string[] options)
    {
        var process = GossamerProcess.Start(_folder, ["serve", "config.json", id, "--identity", "open", .. options]);
        _running.Add(process);
        await process.UpAsync();
    }

    private async Task KeyAsync(string id, int index)
    {
        var (_, key, _) = await GossamerProcess.RunAsync(_folder, "key", "new", "--out", $"{id}.key");
        var config = await File.ReadAllTextAsync(Path.Combine(_folder, "config.json"), Ct);
        await WriteAsync("config.json", config.Replace(
            $"\"port\":{_ports[index]}", $"\"port\":{_ports[index]},\"publicKey\":\"{key.Trim()}\"", StringComparison.Ordinal));
    }

    private Task WriteConfigAsync(string url = "http://127.0.0.1:") => WriteAsync("config.json", $$"""
        {"servers":[
        {"id":"server-1","ip":"127.0.0.1","port":{{_ports[0]}},"url":"{{url}}{{_ports[0]}}"},
        {"id":"server-2","ip":"127.0.0.1","port":{{_ports[1]}},"url":"{{url}}{{_ports[1]}}"}]}
        """);

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(_folder, name), text, Ct);

    /// <summary>Answers as a server does whose clock is wrong.</summary>
    private static async Task AnswerAsync(TcpListener listener, TimeSpan behind)
    {
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync(Ct);
            using var reader = new StreamReader(client.GetStream());
            var line = await reader.ReadLineAsync(Ct);
            while (!string.IsNullOrEmpty(line))
                line = await reader.ReadLineAsync(Ct);
            if (line is null)
                continue; // whoever only looks whether it may connect
            var time = DateTimeOffset.UtcNow - behind;
            var answer = $"HTTP/1.1 200 OK\r\nDate: {time:R}\r\nContent-Length: 7\r\nConnection: close\r\n\r\nHealthy";
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer), Ct);
        }
    }
}
