using Microsoft.Extensions.Options;

namespace Gossamer.Mesh.Dns;

internal sealed class MeshDnsOptionsValidator : IValidateOptions<MeshDnsOptions>
{
    public ValidateOptionsResult Validate(string? name, MeshDnsOptions options)
    {
        List<string> faults = [];
        if (DnsName.FaultOf(options.Name) is { } fault)
            faults.Add($"the name of the mesh {fault}");
        if (options.Scheme is not ("http" or "https"))
            faults.Add("Scheme must be http or https");
        if (options.Interval < TimeSpan.FromMilliseconds(100) || options.Interval > TimeSpan.FromMinutes(10))
            faults.Add("Interval must be from 100 ms to 10 min");
        if (options.Timeout < TimeSpan.FromMilliseconds(100) || options.Timeout > TimeSpan.FromMinutes(1))
            faults.Add("Timeout must be from 100 ms to 1 min");
        if (options.MaxServers is < 1 or > 10_000)
            faults.Add("MaxServers must be from 1 to 10,000");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
