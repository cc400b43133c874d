using System.Security.Cryptography;
using Gossamer.Server.Identity;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;

namespace Gossamer.Server.Tests.Identity;

/// <summary>The keys of tokens are a provider's, who is asked for them.</summary>
public sealed class JwtAuthorityTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeMilliseconds(1_767_225_600_000);

    private readonly FakeTimeProvider _time = new(Start);

    [Fact]
    public async Task Authenticate_ATokenOfTheProvider_IsItsUser()
    {
        await using var provider = await KeyProvider.StartAsync();

        (await AskAsync(provider, provider.Key, provider.Issuer)).Identity.ShouldNotBeNull().User!.Value.Value.ShouldBe("Anna");
    }

    [Fact]
    public async Task Authenticate_ATokenOfAnotherKeyOrIssuer_IsDenied()
    {
        await using var provider = await KeyProvider.StartAsync();
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        foreach (var id in new[] { "1", "2", null })
            (await AskAsync(provider, new ECDsaSecurityKey(other) { KeyId = id }, provider.Issuer)).Denial.ShouldBe(AccessDenial.BadToken);
        foreach (var issuer in new[] { "http://127.0.0.1:1", null })
            (await AskAsync(provider, provider.Key, issuer)).Denial.ShouldBe(AccessDenial.BadToken);
        var secret = new SymmetricSecurityKey(System.Text.Encoding.UTF8.GetBytes(KeyProvider.KeySet(other, "1")));
        (await AskAsync(provider, secret, provider.Issuer, SecurityAlgorithms.HmacSha256)).Denial.ShouldBe(AccessDenial.BadToken);
    }

    [Fact]
    public async Task Authenticate_TheProviderIsNotThere_IsDenied()
    {
        var provider = await KeyProvider.StartAsync();
        var (key, issuer) = (provider.Key, provider.Issuer);
        var access = Access(issuer);
        await provider.DisposeAsync();

        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        (await AskAsync(access, new ECDsaSecurityKey(other) { KeyId = key.KeyId }, issuer)).Denial.ShouldBe(AccessDenial.BadToken);
    }

    private Task<AccessResult> AskAsync(
        KeyProvider provider, SecurityKey key, string? issuer, string algorithm = SecurityAlgorithms.EcdsaSha256) =>
        AskAsync(Access(provider.Issuer), key, issuer, algorithm);

    private static Task<AccessResult> AskAsync(
        IUserAccess access, SecurityKey key, string? issuer, string algorithm = SecurityAlgorithms.EcdsaSha256) =>
        access.AuthenticateAsync(
            Introduction.By(Tokens.Issue(Start, key: key, issuer: issuer, algorithm: algorithm)),
            TestContext.Current.CancellationToken).AsTask();

    private IUserAccess Access(string authority) =>
        Tokens.Access(new IdentityOptions { Mode = IdentityMode.Jwt, Authority = new Uri(authority) }, _time).Access;
}
