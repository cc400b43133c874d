using Microsoft.Extensions.Options;

namespace Gossamer.Mesh.Legacy;

/// <summary>Checked at the start: an old server that the mesh takes for one of its own would not be understood.</summary>
internal sealed class LegacyOptionsValidator(IOptions<MeshOptions> mesh) : IValidateOptions<LegacyOptions>
{
    public ValidateOptionsResult Validate(string? name, LegacyOptions options)
    {
        List<string> faults = [];
        foreach (var id in options.Peers.Keys)
            if (!mesh.Value.Peers.Any(peer => peer.Id == id && peer.IsLegacy))
                faults.Add($"'{id}' must be among the mesh's peers, with IsLegacy");
        if (options.ConnectTimeout <= TimeSpan.Zero)
            faults.Add("ConnectTimeout must be more than 0");
        if (options.Grace < TimeSpan.Zero)
            faults.Add("Grace must not be negative");
        if (options.MaxUsersPerPeer < 1)
            faults.Add("MaxUsersPerPeer must be at least 1");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
