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

        Read(ec.ExportSubjectPublicKeyInfoPem()).ShouldBeOfType<ECDsaSecurityKey>().PrivateKeyStatus.ShouldBe(PrivateKeyStatus.DoesNotExist);
        Read(rsa.ExportPkcs8PrivateKeyPem()).ShouldBeOfType<RsaSecurityKey>().PrivateKeyStatus.ShouldNotBe(PrivateKeyStatus.DoesNotExist);
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

    [Theory]
    [InlineData("""{"keys":[{"kty":"oct","k":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"}]}""", 1)]
    [InlineData("""{"keys":[]}""", 0)]
    [InlineData("nonsense", 0)]
    public void ReadSet_AKeySet_GivesItsKeys(string json, int count)
    {
        File.WriteAllText(_file, json);

        (JwtKeyFile.ReadSet(_file, out var keys) is null).ShouldBe(count > 0);
        keys.Count.ShouldBe(count);
    }

    private SecurityKey Read(string text)
    {
        File.WriteAllText(_file, text);
        JwtKeyFile.ReadKey(_file, out var key).ShouldBeNull();
        return key.ShouldNotBeNull();
    }
}
