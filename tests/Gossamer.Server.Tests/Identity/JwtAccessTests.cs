using System.Net;
using System.Security.Cryptography;
using Gossamer.Server.Identity;
using Gossamer.Server.Tests.Chat;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;

namespace Gossamer.Server.Tests.Identity;

public sealed class JwtAccessTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeMilliseconds(1_767_225_600_000);

    private readonly FakeTimeProvider _time = new(Start);

    [Fact]
    public async Task Authenticate_AGoodToken_MayBeItsUserAndNobodyElse()
    {
        var identity = (await AskAsync(Tokens.Issue(Start, id: "t-1"))).Identity.ShouldNotBeNull();

        (identity.User!.Value.Value, identity.Token!.Value.Value).ShouldBe(("Anna", "t-1"));
        (identity.IssuedAt, identity.ExpiresAt).ShouldBe((Start, Start.AddHours(1)));
        identity.MayBe(FakeMesh.Name("Anna")).ShouldBeTrue();
        identity.MayBe(FakeMesh.Name("Billy")).ShouldBeFalse();
    }

    [Fact]
    public async Task Authenticate_TheHeader_CountsWhereThereIsNoOtherToken()
    {
        var headers = new HeaderDictionary { ["Authorization"] = "Bearer " + Tokens.Issue(Start, "Billy") };

        (await AskAsync(new Introduction(headers, IPAddress.Loopback, null))).Identity!.User!.Value.Value.ShouldBe("Billy");
        (await AskAsync(new Introduction(headers, IPAddress.Loopback, Tokens.Issue(Start)))).Identity!.User!.Value.Value.ShouldBe("Anna");
    }

    [Fact]
    public async Task Authenticate_Nothing_IsUnauthorized() =>
        (await AskAsync(new Introduction(new HeaderDictionary(), null, null))).Denial.ShouldBe(AccessDenial.Unauthorized);

    public static TheoryData<string, string> Bad => new()
    {
        { "nonsense", "bad-token" },
        { new string('a', 9000), "bad-token" },
        { Tokens.Issue(Start, key: new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32))), "bad-token" },
        { Unsigned(), "bad-token" },
        { Tokens.Issue(Start, lifetime: TimeSpan.FromSeconds(-1)), "token-expired" },
        { Tokens.Issue(Start, lifetime: TimeSpan.Zero), "token-expired" },
        { Tokens.Issue(Start, lifetime: Timeout.InfiniteTimeSpan), "bad-token" },
        { Tokens.Issue(Start, notBefore: TimeSpan.FromMinutes(1)), "bad-token" },
        { Tokens.Issue(Start, claim: "name"), "bad-token" },
        { Tokens.Issue(Start, user: "\u0001"), "bad-token" },
        { Tokens.Issue(Start, lifetime: TimeSpan.FromDays(31)), "bad-token" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Authenticate_ATokenThatIsNotGood_IsDeniedByCode(string token, string code) =>
        (await AskAsync(token)).Denial!.Code.ShouldBe(code);

    [Fact]
    public async Task Authenticate_AnotherClaimIssuerAndAudience_AreWhatTheOptionsSay()
    {
        var options = Options() with { UserClaim = "name", Issuer = "us", Audience = "chat" };

        (await AskAsync(Tokens.Issue(Start, claim: "name", issuer: "us", audience: "chat"), options)).Identity.ShouldNotBeNull();
        foreach (var (issuer, audience) in new (string, string?)[] { ("them", "chat"), ("us", "mail"), ("us", null) })
            (await AskAsync(Tokens.Issue(Start, claim: "name", issuer: issuer, audience: audience), options))
                .Denial.ShouldBe(AccessDenial.BadToken);
    }

    /// <summary>The public key must not serve as a secret (algorithm confusion).</summary>
    [Fact]
    public async Task Authenticate_AnRsaKey_TakesItsSignaturesAndNoSecretOfTheSameBytes()
    {
        using var rsa = RSA.Create(2048);
        using var publicRsa = RSA.Create();
        var pem = rsa.ExportSubjectPublicKeyInfoPem();
        publicRsa.ImportFromPem(pem);
        var options = Options() with { Keys = [new RsaSecurityKey(publicRsa)] };
        var confused = new SymmetricSecurityKey(System.Text.Encoding.UTF8.GetBytes(pem));

        (await AskAsync(Tokens.Issue(Start, key: new RsaSecurityKey(rsa), algorithm: SecurityAlgorithms.RsaSha256), options))
            .Identity.ShouldNotBeNull();
        (await AskAsync(Tokens.Issue(Start, key: confused), options)).Denial.ShouldBe(AccessDenial.BadToken);
    }

    [Fact]
    public async Task Authenticate_ARevokedToken_IsDeniedAndAnotherIsNot()
    {
        var (access, revocations) = Tokens.Access(Options(), _time);
        revocations.TryAdd(Revocation.Of(new TokenId("t-1"), Start)).ShouldBeTrue();

        (await AskAsync(access, Tokens.Issue(Start, id: "t-1"))).Denial.ShouldBe(AccessDenial.Revoked);
        (await AskAsync(access, Tokens.Issue(Start, id: "t-2"))).Identity.ShouldNotBeNull();
    }

    [Fact]
    public async Task Authenticate_ARevokedUser_NeedsATokenThatIsIssuedLater()
    {
        var (access, revocations) = Tokens.Access(Options(), _time);
        revocations.TryAdd(Revocation.Of(FakeMesh.Name("Anna"), Start)).ShouldBeTrue();

        (await AskAsync(access, Tokens.Issue(Start))).Denial.ShouldBe(AccessDenial.Revoked);
        (await AskAsync(access, Tokens.Issue(Start, "Billy"))).Identity.ShouldNotBeNull();
        _time.Advance(TimeSpan.FromSeconds(1));
        (await AskAsync(access, Tokens.Issue(Start.AddSeconds(1)))).Identity.ShouldNotBeNull();
    }

    private static IdentityOptions Options() => new() { Mode = IdentityMode.Jwt, Keys = [Tokens.Secret] };

    private static string Unsigned() => "eyJhbGciOiJub25lIn0." + Tokens.Issue(Start).Split('.')[1] + ".";

    private Task<AccessResult> AskAsync(string token, IdentityOptions? options = null) =>
        AskAsync(Tokens.Access(options ?? Options(), _time).Access, token);

    private static Task<AccessResult> AskAsync(IUserAccess access, string token) =>
        access.AuthenticateAsync(Introduction.By(token), TestContext.Current.CancellationToken).AsTask();

    private Task<AccessResult> AskAsync(Introduction client) =>
        Tokens.Access(Options(), _time).Access.AuthenticateAsync(client, TestContext.Current.CancellationToken).AsTask();
}
