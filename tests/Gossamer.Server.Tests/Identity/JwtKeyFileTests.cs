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
    public void ReadSet_AKeySet_GivesItsKeys()
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = ec.ExportParameters(includePrivateParameters: false).Q;
        var (x, y) = (Base64UrlEncoder.Encode(point.X), Base64UrlEncoder.Encode(point.Y));
        File.WriteAllText(_file, $$"""{"keys":[{"kty":"EC","use":"sig","crv":"P-256","x":"{{x}}","y":"{{y}}"}]}""");

        JwtKeyFile.ReadSet(_file, out var keys).ShouldBeNull();

        keys.ShouldHaveSingleItem().KeySize.ShouldBe(256);
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

    private SecurityKey Read(string text)
    {
        File.WriteAllText(_file, text);
        JwtKeyFile.ReadKey(_file, out var key).ShouldBeNull();
        return key.ShouldNotBeNull();
    }
}
