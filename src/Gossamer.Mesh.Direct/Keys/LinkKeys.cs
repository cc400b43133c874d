using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Gossamer.Mesh.Direct;

/// <summary>
/// With which keys a server signs, and which ones it takes of whom. A peer with a public key is known by that alone: whoever holds the
/// shared key cannot be that peer.
/// </summary>
internal sealed class LinkKeys
{
    private readonly MeshDirectOptions _options;
    private readonly ConcurrentDictionary<NodeId, (string Text, List<ECParameters> Keys)> _read = new();
    private readonly SymmetricSecurityKey? _shared;
    private readonly ECParameters? _private;

    internal LinkKeys(string cluster, MeshDirectOptions options)
    {
        _options = options;
        if (options.PrivateKey is { } pem && KeyText.TryReadPrivate(pem, out var key))
            _private = key;
        if ((options.SharedKey ?? (IsDerived(options) ? cluster : null)) is { } shared)
            _shared = new(Derive(shared, cluster));
    }

    /// <summary>There is no key at all but one that anybody can make.</summary>
    internal static bool IsDerived(MeshDirectOptions options) =>
        options is { AllowDerivedKey: true, SharedKey: null, PrivateKey: null, PublicKeys.Count: 0 };

    /// <summary>There is a key to sign with. A server that is alone needs none, until others come.</summary>
    internal bool CanSign => _private is not null || _shared is not null;

    /// <summary>Of one signing or checking; to be disposed of afterwards: such keys are not made for several threads.</summary>
    internal KeySet ForSigning() => _private is { } key ? KeySet.Of([key]) : KeySet.Of(_shared);

    /// <inheritdoc cref="ForSigning"/>
    /// <param name="issuer">Whose token is to be checked. Without a public key of it the shared key counts, if there is one.</param>
    internal KeySet Of(NodeId issuer) => PublicKeysOf(issuer) is { } keys ? KeySet.Of(keys) : KeySet.Of(_shared);

    /// <returns>Null: it has none; none in the list: what it has cannot be read.</returns>
    private List<ECParameters>? PublicKeysOf(NodeId issuer)
    {
        if (!_options.PublicKeys.TryGetValue(issuer, out var text))
            return null;
        if (_read.TryGetValue(issuer, out var read) && ReferenceEquals(read.Text, text))
            return read.Keys;
        var keys = KeyText.TryReadPublic(text, out var parsed) ? parsed : [];
        _read[issuer] = (text, keys);
        return keys;
    }

    private static byte[] Derive(string secret, string cluster) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), 32,
        salt: Encoding.UTF8.GetBytes(cluster), info: "gossamer mesh link"u8.ToArray());
}
