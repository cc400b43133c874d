using System.CommandLine;
using System.Net;
using System.Runtime.InteropServices;
using Gossamer.Mesh;
using Gossamer.Server.Configuration;
using Gossamer.Server.Draining;
using Gossamer.Server.Hosting;
using Gossamer.Server.Http;

namespace Gossamer.Server.CommandLine;

/// <summary><c>gossamer serve config id</c>: one server of the file, as in production.</summary>
internal sealed class ServeCommand
{
    private readonly RunOptions _run = new();
    private readonly OperatorOption _operator = new();
    private readonly ServerKeyOptions _keys = new();
    private readonly TlsOptions _tls = new();
    private readonly IdentityOption _identity = new();

    private readonly Argument<string> _config = new("config") { Description = "The configuration file, the same for all servers" };

    private readonly Argument<string> _id = new("id")
    {
        Description = "Which server of the file this is, such as server-1; the name of the host, or of the pod, when left out",
        DefaultValueFactory = static _ => Dns.GetHostName(),
    };

    private readonly FaultOption _faults = new(hasSwitch: false);

    private readonly PeerOption _peers = new();

    private readonly Option<int> _drain = DrainOption();

    public static Option<int> DrainOption() => RunOptions.Milliseconds(
        "--drain", 20_000,
        "How long clients are sent to other servers, a few at a time, before this one stops, in ms; 0: they are just closed", zero: true);

    private readonly Option<int> _readyPeers = RunOptions.Whole(
        "--ready-peers", 0, "With how many other servers this one must be linked before /healthz/ready lets clients come; 0: with none",
        "peers", 0, 1023);

    public Command Create()
    {
        var command = new Command("serve", "Run one server of the configuration") { _config, _id };
        _peers.AddTo(command);
        _run.AddTo(command);
        command.Add(_drain);
        command.Add(_readyPeers);
        _operator.AddTo(command);
        _keys.AddTo(command);
        _tls.AddTo(command);
        _identity.AddTo(command);
        _faults.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(parsed, cancellation));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        if (!ConfigFile.TryRead(parsed.GetRequiredValue(_config), out var config, out var problem)
            || !config.TryFind(new NodeId(parsed.GetRequiredValue(_id)), out var self, out problem))
            return await Fault.ReportAsync(error, problem.ToString());
        if (_run.Read(parsed, out var settings) is { } fault)
            return await Fault.ReportAsync(error, fault);
        if (_peers.Read(parsed, out var peers) is { } peerFault)
            return await Fault.ReportAsync(error, peerFault);
        if (_keys.Read(parsed, self, config, settings!.MeshKey, out var keys) is { } keysFault)
            return await Fault.ReportAsync(error, keysFault);
        if (_tls.Read(parsed, out var tls) is { } tlsFault)
            return await Fault.ReportAsync(error, tlsFault);
        if (_operator.Read(parsed, out var operators) is { } keyFault)
            return await Fault.ReportAsync(error, keyFault);
        if (_identity.Read(parsed, DevelopmentEnvironment.IsSet, out var identity) is { } identityFault)
            return await Fault.ReportAsync(error, identityFault);
        settings = settings with
        {
            Keys = keys,
            Peers = peers,
            FollowsConfig = true,
            Tls = tls,
            Operators = operators,
            Faults = _faults.Read(parsed),
            Identity = identity,
            Ready = new ReadyOptions(parsed.GetValue(_readyPeers)),
            Drain = new DrainOptions { Time = TimeSpan.FromMilliseconds(parsed.GetValue(_drain)) },
        };
        // It asks for the configuration to be read again (ConfigMembership), and ends no server where nothing is read.
        using var hangup = OperatingSystem.IsWindows()
            ? null : PosixSignalRegistration.Create(PosixSignal.SIGHUP, static context => context.Cancel = true);
        return (int)await SiteGroup.RunAsync([ServerSite.Create(self, config, settings)], output, error, settings.Faults, cancellation);
    }
}
