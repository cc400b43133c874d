using System.Net;
using Microsoft.Extensions.Options;

namespace Gossamer.Mesh.Direct;

/// <summary>Checked at the start: a mesh that anybody could join must not come up by oversight.</summary>
internal sealed class MeshDirectOptionsValidator(IOptions<MeshOptions> mesh) : IValidateOptions<MeshDirectOptions>
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, MeshDirectOptions options)
    {
        List<string> faults = [];
        foreach (var peer in mesh.Value.Peers)
            if (peer.Address.Scheme is not ("ws" or "wss" or "http" or "https"))
                faults.Add($"the address of peer '{peer.Id}' must begin with ws:, wss:, http: or https:");

        Keys(options, faults);
        if (!options.Path.StartsWith('/'))
            faults.Add("the path of the mesh must begin with '/'");
        if (options.TokenLife < TimeSpan.FromSeconds(1) || options.TokenLife > Longest)
            faults.Add("TokenLife must be from 1 s to 10 min");
        if (options.ClockSkew < TimeSpan.Zero || options.ClockSkew > Longest)
            faults.Add("ClockSkew must be from 0 to 10 min");
        if (options.MaxRememberedTokens < 1)
            faults.Add("MaxRememberedTokens must be positive");
        if (options.TokenChecksPerSecond is < 1 or > 1_000_000)
            faults.Add("TokenChecksPerSecond must be from 1 to 1,000,000");
        if (options.CloseTimeout <= TimeSpan.Zero)
            faults.Add("CloseTimeout must be positive");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private void Keys(MeshDirectOptions options, List<string> faults)
    {
        if (options.SharedKey is { } key && key.Length < MeshDirectOptions.MinKeyLength)
            faults.Add($"the mesh's shared key must have at least {MeshDirectOptions.MinKeyLength} characters");
        if (options.PrivateKey is { } pem && !KeyText.TryReadPrivate(pem, out _))
            faults.Add("this server's private key must be an ECDSA key on P-256 in PEM");
        foreach (var (id, text) in options.PublicKeys)
            if (!KeyText.TryReadPublic(text, out _))
                faults.Add($"the public key of '{id}' must be an ECDSA key on P-256, in PEM or base64");
        if (options.SharedKey is not null)
            return;

        foreach (var peer in mesh.Value.Peers.Where(static peer => !peer.IsLegacy))
            if (!options.PublicKeys.ContainsKey(peer.Id) && !MayDerive(options, peer))
                faults.Add($"a key is required: there is neither a public key of peer '{peer.Id}' at {peer.Address} nor a shared key");
        if (options.PrivateKey is null && mesh.Value.Peers.Any(peer => !peer.IsLegacy && !MayDerive(options, peer)))
            faults.Add("a key is required: this server has neither a private key nor a shared key");
    }

    private static bool MayDerive(MeshDirectOptions options, MeshPeer peer) => LinkKeys.IsDerived(options) && IsLoopback(peer.Address);

    private static bool IsLoopback(Uri address) =>
        address.IsLoopback || (IPAddress.TryParse(address.DnsSafeHost, out var ip) && IPAddress.IsLoopback(ip));
}
