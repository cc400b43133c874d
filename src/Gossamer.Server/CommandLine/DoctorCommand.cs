using System.CommandLine;
using Gossamer.Mesh;
using Gossamer.Server.Configuration;
using Gossamer.Server.Doctor;
using Gossamer.Server.Hosting;

namespace Gossamer.Server.CommandLine;

/// <summary>
/// <c>gossamer doctor config id</c>: what would keep a server from running, or from its peers. It takes the options and variables of
/// <c>serve</c>, so that it sees what that would.
/// </summary>
internal sealed class DoctorCommand
{
    private readonly PeerOption _peers = new();
    private readonly RunOptions _run = new();
    private readonly OperatorOption _operator = new();
    private readonly ServerKeyOptions _keys = new();
    private readonly TlsOptions _tls = new();
    private readonly IdentityOption _identity = new();
    private readonly Option<int> _drain = ServeCommand.DrainOption();

    private readonly Argument<string> _config = new("config") { Description = "The configuration file" };

    private readonly Argument<string> _id = new("id") { Description = "Which server of the file is looked at; the one of this machine" };

    public Command Create()
    {
        var command = new Command(
            "doctor", "Look for what keeps a server from running or from its peers, and say what to do. Takes the options of serve. "
                + "Exit codes: 0 no fault, 1 faults, 2 wrong options")
        {
            _config, _id,
        };
        _peers.AddTo(command);
        _run.AddTo(command);
        command.Add(_drain);
        _operator.AddTo(command);
        _keys.AddTo(command);
        _tls.AddTo(command);
        _identity.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(parsed, cancellation));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var report = new DoctorReport(parsed.InvocationConfiguration.Output);
        var path = parsed.GetRequiredValue(_config);
        if (!ConfigFile.TryRead(path, out var config, out var problem)
            || !config.TryFind(new NodeId(parsed.GetRequiredValue(_id)), out var self, out problem))
        {
            // Without it nothing else can be asked about but this machine.
            await report.TellAsync(ConfigurationCheck.Of(problem));
            await report.TellAsync(DescriptorCheck.Run(OpenFiles.Limit(), OpenFiles.MaxConnections()));
        }
        else
        {
            var (patient, faults) = Read(parsed, self, config);
            foreach (var fault in faults)
                await report.TellAsync(fault);
            await foreach (var finding in new DoctorVisit(patient, TimeProvider.System).RunAsync(cancellation))
                await report.TellAsync(finding);
        }

        await report.SumUpAsync();
        return (int)(report.HasFaults ? ExitCode.Failed : ExitCode.Ok);
    }

    /// <summary>What cannot be read is told, and the rest is looked at all the same.</summary>
    private (Patient Patient, List<Finding> Faults) Read(ParseResult parsed, ServerEntry self, ClusterConfig config)
    {
        var faults = new List<Finding>();
        void Tell(string check, string? fault, Verdict verdict = Verdict.Fault)
        {
            if (fault is not null)
                faults.Add(Finding.OfLine(verdict, check, fault));
        }

        Tell("options", _run.Read(parsed, out var settings));
        settings ??= new ServerSettings();
        Tell("options", _peers.Read(parsed, out var peers));
        var keysFault = _keys.Read(parsed, self, config, settings.MeshKey, out var keys);
        Tell("keys", keysFault);
        Tell("certificate", _tls.Read(parsed, out var tls));
        Tell("options", _operator.Read(parsed, out var operators));
        var isChosen = _identity.IsChosen(parsed) || DevelopmentEnvironment.IsSet;
        Tell("identity", _identity.Read(parsed, DevelopmentEnvironment.IsSet, out var identity),
            isChosen ? Verdict.Fault : Verdict.Warning);
        (string? File, string What)[] secrets =
        [
            (_keys.OwnPath(parsed), "the private key"), (_tls.KeyPath(parsed), "the certificate's key"),
            (_identity.SecretPath(parsed), "the key of tokens"),
        ];
        faults.AddRange(secrets.Where(static secret => secret.File is not null)
            .Select(static secret => KeyCheck.Permissions(secret.File!, secret.What)).OfType<Finding>());
        settings = settings with { Keys = keys, Peers = peers, Tls = tls, Operators = operators, Identity = identity };
        return (new Patient(self, config, settings) { HasKeys = keysFault is null }, faults);
    }
}
