using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Gossamer.Mesh.Direct;

/// <summary>Keys for one token, and the one algorithm that goes with them: a key of one kind is never tried with the other's.</summary>
internal sealed class KeySet : IDisposable
{
    private readonly List<ECDsa> _owned = [];

    private KeySet(string algorithm) => Algorithm = algorithm;

    internal List<SecurityKey> Keys { get; } = [];

    internal string Algorithm { get; }

    internal static KeySet Of(IEnumerable<ECParameters> keys)
    {
        var set = new KeySet(SecurityAlgorithms.EcdsaSha256);
        foreach (var parameters in keys)
        {
            var key = ECDsa.Create(parameters);
            set._owned.Add(key);
            set.Keys.Add(new ECDsaSecurityKey(key));
        }

        return set;
    }

    internal static KeySet Of(SymmetricSecurityKey? shared)
    {
        var set = new KeySet(SecurityAlgorithms.HmacSha256);
        if (shared is not null)
            set.Keys.Add(shared);
        return set;
    }

    public void Dispose()
    {
        foreach (var key in _owned)
            key.Dispose();
    }
}
