using System.Security.Cryptography;

namespace Gossamer.Mesh.Direct;

/// <summary>Keys as text: PEM or, of public ones, base64 in one line.</summary>
internal static class KeyText
{
    private const string P256 = "1.2.840.10045.3.1.7"; // RFC 5480, section 2.1.1.1
    private const string PublicLabel = "PUBLIC KEY";
    private const int MaxKeys = 4; // of one server: the one it has and the one it changes to, and room

    private static readonly char[] Separators = [' ', ',', '\r', '\n', '\t'];

    internal static bool TryReadPrivate(string pem, out ECParameters key)
    {
        key = default;
        try
        {
            using var read = ECDsa.Create();
            read.ImportFromPem(pem);
            key = read.ExportParameters(includePrivateParameters: true);
            return IsP256(key);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return false; // no key, one of another kind, or a public one
        }
    }

    internal static bool TryReadPublic(string text, out List<ECParameters> keys)
    {
        keys = [];
        foreach (var bytes in text.Contains("-----BEGIN", StringComparison.Ordinal) ? OfPem(text) : OfLine(text))
        {
            if (keys.Count == MaxKeys || bytes is null || !TryImport(bytes, out var key))
                return false;
            keys.Add(key);
        }

        return keys.Count > 0;
    }

    private static List<byte[]?> OfPem(string text)
    {
        var found = new List<byte[]?>();
        var rest = text.AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            found.Add(rest[fields.Label].SequenceEqual(PublicLabel) ? Convert.FromBase64String(rest[fields.Base64Data].ToString()) : null);
            rest = rest[fields.Location.End..];
        }

        return found;
    }

    private static IEnumerable<byte[]?> OfLine(string text)
    {
        foreach (var word in text.Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        {
            var bytes = new byte[word.Length];
            yield return Convert.TryFromBase64String(word, bytes, out var length) ? bytes[..length] : null;
        }
    }

    private static bool TryImport(byte[] bytes, out ECParameters key)
    {
        key = default;
        try
        {
            using var read = ECDsa.Create();
            read.ImportSubjectPublicKeyInfo(bytes, out var length);
            key = read.ExportParameters(includePrivateParameters: false);
            return length == bytes.Length && IsP256(key);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static bool IsP256(in ECParameters key) => key.Curve.IsNamed
        && (key.Curve.Oid.Value is P256 || key.Curve.Oid.FriendlyName is "nistP256" or "ECDSA_P256");
}
