using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Gossamer.Mesh.Direct;

/// <summary>A server's key pair: ECDSA on the curve P-256.</summary>
/// <param name="PrivateKey">The private key, PKCS#8 in PEM. It stays on its server.</param>
/// <param name="PublicKey">The public key for the other servers: SubjectPublicKeyInfo in base64, one line.</param>
public sealed record MeshKeyPair(string PrivateKey, string PublicKey)
{
    /// <summary>Makes a new pair.</summary>
    public static MeshKeyPair Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Of(key);
    }

    /// <summary>Reads a private key.</summary>
    /// <param name="pem">The key as PEM, PKCS#8 or SEC1, without password.</param>
    /// <param name="pair">The pair that it belongs to.</param>
    /// <returns>False when it is no private key of that curve.</returns>
    public static bool TryRead(string pem, [NotNullWhen(true)] out MeshKeyPair? pair)
    {
        ArgumentNullException.ThrowIfNull(pem);
        pair = null;
        if (!KeyText.TryReadPrivate(pem, out var parameters))
            return false;
        using var key = ECDsa.Create(parameters);
        pair = Of(key);
        return true;
    }

    /// <summary>Whether a text holds public keys that servers can be known by.</summary>
    /// <param name="text">PEM, or base64 in one line; several keys stand one after the other.</param>
    public static bool IsPublicKey(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return KeyText.TryReadPublic(text, out _);
    }

    /// <summary>Whether a text holds this pair's public key, perhaps among others.</summary>
    /// <param name="text">As of <see cref="IsPublicKey"/>.</param>
    public bool IsAmong(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return KeyText.TryReadPublic(text, out var keys) && KeyText.TryReadPublic(PublicKey, out var own)
            && keys.Exists(key => key.Q.X!.AsSpan().SequenceEqual(own[0].Q.X) && key.Q.Y!.AsSpan().SequenceEqual(own[0].Q.Y));
    }

    /// <summary>The public key alone: what is logged must not be the other one.</summary>
    public override string ToString() => PublicKey;

    private static MeshKeyPair Of(ECDsa key) =>
        new(key.ExportPkcs8PrivateKeyPem() + "\n", Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()));
}
