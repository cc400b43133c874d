using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Gossamer.Server.Identity;

/// <summary>
/// Keys of tokens from a file: a PEM key (RSA or EC; its public half is enough to check), a JWKS, or else a secret, as the file's text
/// without the white space around it.
/// </summary>
internal static class JwtKeyFile
{
    /// <summary>What HS256 demands.</summary>
    public const int MinSecretBytes = 32;

    /// <summary>Reads a key. Returns null, or what is wrong with the file.</summary>
    public static string? ReadKey(string path, out SecurityKey? key)
    {
        key = null;
        if (ReadText(path, out var text) is { } fault)
            return fault;
        if (text.Contains("-----BEGIN", StringComparison.Ordinal))
            return (key = ReadPem(text)) is null ? $"{path}: it is no PEM key of RSA or EC. Give a public key, or a private one" : null;
        var secret = Encoding.UTF8.GetBytes(text.Trim());
        if (secret.Length < MinSecretBytes)
            return $"{path}: the secret is too short. Give {MinSecretBytes} characters or more";
        key = new SymmetricSecurityKey(secret);
        return null;
    }

    /// <summary>Reads a JSON Web Key Set. Returns null, or what is wrong with the file.</summary>
    public static string? ReadSet(string path, out IReadOnlyList<SecurityKey> keys)
    {
        keys = [];
        if (ReadText(path, out var text) is { } fault)
            return fault;
        try
        {
            keys = [.. new JsonWebKeySet(text).GetSigningKeys()];
        }
        catch (ArgumentException) // all that it throws for bad JSON
        {
        }

        return keys.Count > 0 ? null : $"{path}: there is no signing key in it. Give a JSON Web Key Set, {{\"keys\":[...]}}";
    }

    /// <summary>Whether it is a secret or has a private half.</summary>
    public static bool CanSign(SecurityKey key)
    {
        try
        {
            return key switch
            {
                RsaSecurityKey rsa => rsa.Rsa.ExportParameters(includePrivateParameters: true).D is not null,
                ECDsaSecurityKey ec => ec.ECDsa.ExportParameters(includePrivateParameters: true).D is not null,
                _ => true,
            };
        }
        catch (CryptographicException)
        {
            return false; // what asking for a private half throws that is not there
        }
    }

    private static string? ReadText(string path, out string text)
    {
        text = "";
        try
        {
            text = File.ReadAllText(path);
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"{path}: it cannot be read ({OneSentence(fault.Message)}). Give a file that this user may read";
        }
    }

    private static string OneSentence(string text) => text.TrimEnd('.');

    private static SecurityKey? ReadPem(string text)
    {
        var rsa = RSA.Create();
        if (TryImport(rsa, text))
            return new RsaSecurityKey(rsa);
        rsa.Dispose();
        var ec = ECDsa.Create();
        if (TryImport(ec, text))
            return new ECDsaSecurityKey(ec);
        ec.Dispose();
        return null;
    }

    private static bool TryImport(AsymmetricAlgorithm algorithm, string text)
    {
        try
        {
            algorithm.ImportFromPem(text);
            return true;
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            return false; // a key of another kind, or none
        }
    }
}
