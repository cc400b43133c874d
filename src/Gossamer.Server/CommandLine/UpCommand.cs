using System.CommandLine;
using System.Globalization;
using System.Net;
using Gossamer.Server.Configuration;
using Gossamer.Server.Hosting;
using Gossamer.Server.Http;

namespace Gossamer.Server.CommandLine;

/// <summary><c>gossamer up [config]</c>: every server of the file and the page, in this one process.</summary>
internal sealed class UpCommand
{
    private const string DefaultConfig = "config.json";

    private readonly RunOptions _run = new();
    private readonly IdentityOption _identity = new();
    private readonly FaultOption _faults = new(hasSwitch: true);

    private readonly Argument<string> _config = new("config")
    {
        Description = "The configuration file",
        DefaultValueFactory = _ => DefaultConfig,
    };

    private readonly Option<int> _pagePort = new("--page-port")
    {
        Description = "Serve the page on http://localhost:<port>/",
        DefaultValueFactory = _ => 8080,
        HelpName = "port",
    };

    private readonly Option<bool> _noPage = new("--no-page") { Description = "Serve the page from the servers only" };

    public UpCommand() => _pagePort.Validators.Add(result =>
    {
        // What is no number at all has an error already.
        if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var port)
            && port is < 1 or > IPEndPoint.MaxPort)
            result.AddError($"--page-port: give a whole number from 1 to {IPEndPoint.MaxPort}.");
    });

    public Command Create()
    {
        var command = new Command("up", "Run all servers of the configuration and the page in one process") { _config };
        AddTo(command);
        return command;
    }

    /// <summary>Makes <paramref name="command"/> do the same with the default configuration file.</summary>
    public void AddTo(Command command)
    {
        command.Add(_pagePort);
        command.Add(_noPage);
        _run.AddTo(command);
        _identity.AddTo(command);
        _faults.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(parsed, cancellation));
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        if (!ConfigFile.TryRead(parsed.GetValue(_config) ?? DefaultConfig, out var config, out var problem))
            return await Fault.ReportAsync(error, problem.ToString());
        if (_run.Read(parsed, out var settings) is { } fault)
            return await Fault.ReportAsync(error, fault);
        if (_identity.Read(parsed, isOpenByDefault: true, out var identity) is { } identityFault)
            return await Fault.ReportAsync(error, identityFault);

        var ours = config.Servers.Where(static server => !server.IsOld).ToArray();
        settings = settings!.SharedBy(Math.Max(1, ours.Length)) with
        {
            Operators = OperatorAccess.Everybody,
            Identity = identity,
            Faults = _faults.Read(parsed),
        };
        // All that is ours of the mesh is in this process, so keys that nobody else can know serve best.
        var keys = settings.MeshKey is null ? ServerKeys.ForOneProcess(config.Servers.Select(server => server.Id)) : null;
        List<HostedSite> sites =
        [
            .. ours.Select((server, index) => ServerSite.Create(server, config, settings with
            {
                Keys = keys is null ? settings.Keys : keys[server.Id],
                Telemetry = settings.Telemetry with { TracesProcess = index == 0 },
            })),
        ];
        if (!parsed.GetValue(_noPage))
            sites.Add(PageSite.Create(parsed.GetValue(_pagePort), config, settings));
        return (int)await SiteGroup.RunAsync(sites, output, error, settings.Faults, cancellation);
    }
}
