using System.Security.Cryptography;
using Gossamer.Server.Identity;
using Microsoft.IdentityModel.Tokens;

namespace Gossamer.Server.Tests.Identity;

public sealed class JwtKeyFileTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void ReadKey_Pem_IsThatKey()
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);

        JwtKeyFile.CanSign(Read(ec.ExportSubjectPublicKeyInfoPem()).ShouldBeOfType<ECDsaSecurityKey>()).ShouldBeFalse();
        JwtKeyFile.CanSign(Read(ec.ExportPkcs8PrivateKeyPem()).ShouldBeOfType<ECDsaSecurityKey>()).ShouldBeTrue();
        JwtKeyFile.CanSign(Read(rsa.ExportSubjectPublicKeyInfoPem()).ShouldBeOfType<RsaSecurityKey>()).ShouldBeFalse();
        JwtKeyFile.CanSign(Read(rsa.ExportPkcs8PrivateKeyPem()).ShouldBeOfType<RsaSecurityKey>()).ShouldBeTrue();
    }

    [Fact]
    public void ReadKey_Text_IsASecretWithoutItsLineEnd() =>
        Read(new string('x', 32) + "\n").ShouldBeOfType<SymmetricSecurityKey>().Key.Length.ShouldBe(32);

    [Theory]
    [InlineData("short", "the secret is too short. Give 32 characters or more")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "it is no PEM key of RSA or EC. ")]
    public void ReadKey_WhatIsNone_SaysWhatToGive(string text, string problem)
    {
        File.WriteAllText(_file, text);

        JwtKeyFile.ReadKey(_file, out var key).ShouldNotBeNull().ShouldStartWith($"{_file}: {problem}");
        key.ShouldBeNull();
    }

    [Fact]
    public async Task ReadSet_AKeySet_AdmitsTheTokensOfItsKeysAlone()
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(_file, KeyProvider.KeySet(ec, "1"));

        JwtKeyFile.ReadSet(_file, out var keys).ShouldBeNull();

        keys.ShouldHaveSingleItem().KeySize.ShouldBe(256);
        (await AskAsync(keys, ec)).Identity.ShouldNotBeNull().User!.Value.Value.ShouldBe("Anna");
        (await AskAsync(keys, other)).Denial.ShouldBe(AccessDenial.BadToken);
    }

    [Theory]
    [InlineData("""{"keys":[]}""")]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("")]
    public void ReadSet_WhatIsNone_SaysWhatToGive(string json)
    {
        File.WriteAllText(_file, json);

        JwtKeyFile.ReadSet(_file, out _).ShouldNotBeNull().ShouldStartWith($"{_file}: there is no signing key in it. ");
    }

    /// <summary>As whom a token is admitted that <paramref name="signer"/> has signed, where tokens need one of the keys.</summary>
    private static Task<AccessResult> AskAsync(IReadOnlyList<SecurityKey> keys, ECDsa signer)
    {
        var (access, _) = Tokens.Access(new IdentityOptions { Mode = IdentityMode.Jwt, Keys = keys }, TimeProvider.System);
        var token = Tokens.Issue(
            DateTimeOffset.UtcNow, key: new ECDsaSecurityKey(signer) { KeyId = "1" }, algorithm: SecurityAlgorithms.EcdsaSha256);
        return access.AuthenticateAsync(Introduction.By(token), TestContext.Current.CancellationToken).AsTask();
    }

    private SecurityKey Read(string text)
    {
        File.WriteAllText(_file, text);
        JwtKeyFile.ReadKey(_file, out var key).ShouldBeNull();
        return key.ShouldNotBeNull();
    }
}
