using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Mesh.Direct.Tests;

public sealed class MeshTokensTests
{
    private static readonly NodeId A = new("a");
    private static readonly NodeId B = new("b");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Check_FreshToken_TellsWhoAsks() =>
        (await Tokens(B).CheckAsync(Tokens(A).Issue(B))).ShouldBe(TokenVerdict.Accepted(A));

    [Fact]
    public async Task Check_SameTokenAgain_Refused()
    {
        var (token, b) = (Tokens(A).Issue(B), Tokens(B));
        (await b.CheckAsync(token)).Refusal.ShouldBeNull();
        (await b.CheckAsync(token)).Refusal!.ShouldContain("used before");
    }

    [Fact]
    public async Task Check_MeantForAnother_Refused() => await ExpectAsync(Tokens(A).Issue(new("c")), "another server");

    [Fact]
    public async Task Check_OfAnotherMesh_Refused() => await ExpectAsync(Tokens(A, cluster: "other").Issue(B), "signature");

    [Fact]
    public async Task Check_OfUnknownServer_Refused() => await ExpectAsync(Tokens(new("x")).Issue(B), "not among the peers");

    [Fact]
    public async Task Check_OtherKey_Refused() => await ExpectAsync(Tokens(A, key: "another key altogether").Issue(B), "signature");

    [Theory]
    [InlineData(55, true)]
    [InlineData(61, false)]
    public async Task Check_AfterItsLife_OnlyWithinTheSkew(int seconds, bool accepted)
    {
        var token = Tokens(A).Issue(B);
        _time.Advance(TimeSpan.FromSeconds(seconds));
        ((await Tokens(B).CheckAsync(token)).Refusal is null).ShouldBe(accepted);
    }

    [Fact]
    public async Task Check_MadeInTheFuture_Refused()
    {
        var late = new FakeTimeProvider(_time.GetUtcNow() + TimeSpan.FromSeconds(31));
        await ExpectAsync(Tokens(A, time: late).Issue(B), "not good yet");
    }

    [Fact]
    public async Task Check_GoodForTooLong_Refused() =>
        await ExpectAsync(Tokens(A, life: TimeSpan.FromMinutes(5)).Issue(B), "too long");

    [Fact]
    public async Task Check_EveryDamagedByte_Refused()
    {
        var token = Tokens(A).Issue(B);
        var b = Tokens(B);
        for (var i = 0; i < token.Length - 1; i++) // the last character has bits that stand for nothing
        {
            var damaged = token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..];
            (await b.CheckAsync(damaged)).Node.ShouldBeNull($"at {i}");
        }
    }

    [Fact]
    public async Task Check_WithALongerIdThanServersGive_Refused() => await ExpectAsync(Tokens(A).Issue(B, new('x', 65)), "too long");

    [Fact]
    public void Nonces_Full_RefusesUntilSomeExpire()
    {
        var memory = new NonceMemory(static () => 2, _time);
        var expires = _time.GetUtcNow().UtcDateTime.AddSeconds(10);
        memory.Take(A, "1", expires).ShouldBe(NonceResult.Fresh);
        memory.Take(A, "2", expires).ShouldBe(NonceResult.Fresh);
        memory.Take(A, "3", expires).ShouldBe(NonceResult.Full);
        memory.Take(B, "3", expires).ShouldBe(NonceResult.Fresh, "another issuer has a share of its own");
        _time.Advance(TimeSpan.FromSeconds(11));
        memory.Take(A, "3", expires.AddSeconds(10)).ShouldBe(NonceResult.Fresh);
        memory.Take(A, null, expires).ShouldBe(NonceResult.Repeated);
    }

    private async Task ExpectAsync(string token, string why) =>
        (await Tokens(B).CheckAsync(token)).Refusal.ShouldNotBeNull().ShouldContain(why);

    private MeshTokens Tokens(NodeId self, string cluster = "m", string? key = null, TimeProvider? time = null, TimeSpan? life = null)
    {
        var mesh = new MeshOptions { Id = self, Cluster = cluster, Peers = { new(A, new("ws://h:1")), new(B, new("ws://h:2")) } };
        var options = new MeshDirectOptions { SharedKey = key ?? "sixteen characters" };
        options.TokenLife = life ?? options.TokenLife;
        return new(mesh, options, time ?? _time);
    }
}
