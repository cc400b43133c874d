using System.Net;
using System.Net.Sockets;
using Gossamer.Mesh;
using Gossamer.Server.Configuration;
using Gossamer.Server.Doctor;
using Gossamer.Server.Hosting;

namespace Gossamer.Server.Tests.Doctor;

/// <summary>Descriptors, port, permissions, and what a configuration says.</summary>
public sealed class MachineCheckTests
{
    [Theory]
    [InlineData(null, 100_000, nameof(Verdict.Ok))]
    [InlineData(524_288L, 523_888, nameof(Verdict.Ok))]
    [InlineData(4_096L, 3_696, nameof(Verdict.Warning))]
    [InlineData(1_000L, 600, nameof(Verdict.Fault))]
    [InlineData(524_288L, 524_288, nameof(Verdict.Fault))]
    public void Descriptors_Limit_IsJudgedByWhatIsLeftForClients(long? files, int connections, string verdict) =>
        DescriptorCheck.Run(files, connections).Verdict.ToString().ShouldBe(verdict);

    [Fact]
    public void Port_TakenByThisProcess_NamesIt()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "who has a port is known on Linux alone");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var at = (IPEndPoint)listener.LocalEndpoint;

        var finding = PortCheck.Run(Of(new ServerEntry(new NodeId("a"), at.Address, at.Port)));

        finding.Verdict.ShouldBe(Verdict.Fault);
        finding.Text.ShouldStartWith($"{at} is in use by process {Environment.ProcessId} (");
    }

    [Fact]
    public void Port_OfAnotherMachine_IsAFault() =>
        PortCheck.Run(Of(new ServerEntry(new NodeId("a"), IPAddress.Parse("192.0.2.1"), 3001))).Text
            .ShouldBe("192.0.2.1 is no address of this machine");

    [Theory]
    [InlineData("a", true, "/usr/bin/gossamer", "serve", "config.json", "a", "--identity", "open")]
    [InlineData("a", true, "dotnet", "/opt/gossamer.dll", "serve", "config.json", "a")]
    [InlineData("a", true, "gossamer", "up")]
    [InlineData("a", false, "gossamer", "serve", "config.json", "b")]
    [InlineData("a", false, "nginx", "serve", "config.json", "a")]
    public void PortOwner_Is_TheServerByItsCommandLine(string id, bool isIt, params string[] command) =>
        new PortOwner(1, command).Is(id).ShouldBe(isIt);

    [Fact]
    public void PortOwner_InodesOf_AreThoseThatListenAtThePort() => PortOwner.InodesOf(
        [
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
            "   0: 0100007F:0BB9 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 12345 1 0",
            "   1: 0100007F:0BB9 0100007F:E0A2 01 00000000:00000000 00:00000000 00000000     0        0 12346 1 0",
            "   2: 0100007F:0BBA 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 12347 1 0",
            "nonsense",
        ], 3001).ShouldBe(["socket:[12345]"]);

    [Theory]
    [InlineData(UnixFileMode.UserRead, nameof(Verdict.Ok))]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.GroupRead, nameof(Verdict.Warning))]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.OtherRead, nameof(Verdict.Fault))]
    public void Permissions_OfAKey_AreItsOwnersAlone(UnixFileMode mode, string verdict)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes");
        var path = Path.GetTempFileName();
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);

        KeyCheck.Permissions(path, "the private key")!.Verdict.ToString().ShouldBe(verdict);
        File.Delete(path);
    }

    [Fact]
    public void Configuration_AddressesThatNobodyFinds_AreTold()
    {
        var self = new ServerEntry(new NodeId("a"), IPAddress.Any, 1);
        var patient = Of(
            self, new ServerEntry(new NodeId("b"), IPAddress.Any, 2), new ServerEntry(new NodeId("c"), IPAddress.Loopback, 3),
            new ServerEntry(new NodeId("d"), IPAddress.Any, 4) { GivenUrl = new Uri("http://d.example") });

        ConfigurationCheck.Run(patient).Select(static finding => (finding.Verdict, finding.Text[..1])).ShouldBe(
            [(Verdict.Ok, "c"), (Verdict.Warning, "a"), (Verdict.Fault, "b"), (Verdict.Warning, "c")]);
    }

    [Fact]
    public async Task Report_FindingsAndSum_AreLines()
    {
        using var output = new StringWriter { NewLine = "\n" };
        var report = new DoctorReport(output);

        await report.TellAsync(Finding.OfLine(Verdict.Fault, "keys", "no\nkey. Make one. Soon."));
        await report.SumUpAsync();

        report.HasFaults.ShouldBeTrue();
        output.ToString().Split('\n').Select(static line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            .ShouldBe(["fault keys no key", "do Make one. Soon", "0 ok, 0 warnings, 1 fault", ""]);
    }

    private static Patient Of(params ServerEntry[] servers) =>
        new(servers[0], new ClusterConfig("config.json", [.. servers]), new ServerSettings());
}
