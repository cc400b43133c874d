using System.Security.Cryptography;

namespace Gossamer.Mesh.Direct.Tests;

/// <summary>Tokens of servers with keys of their own.</summary>
public sealed class ServerKeyTokensTests
{
    private const string Shared = "a key that some servers share";

    private static readonly NodeId A = new("a");
    private static readonly NodeId B = new("b");
    private static readonly NodeId C = new("c");
    private readonly MeshKeyPair _a = MeshKeyPair.Create();
    private readonly MeshKeyPair _b = MeshKeyPair.Create();

    [Fact]
    public async Task Check_SignedWithOwnKey_TellsWhoAsks() =>
        (await Listener().CheckAsync(Tokens(A, _a.PrivateKey).Issue(B))).ShouldBe(TokenVerdict.Accepted(A));

    [Fact]
    public async Task Check_KeyOfAnotherServer_CannotBeThisOne() =>
        await ExpectAsync(Tokens(A, _b.PrivateKey).Issue(B), "signature is wrong");

    [Fact]
    public async Task Check_SharedKeyForAServerWithAKeyOfItsOwn_Refused() =>
        (await Listener(Shared).CheckAsync(Tokens(A, null, Shared).Issue(B))).Refusal.ShouldNotBeNull();

    [Fact]
    public async Task Check_PublicKeyTakenForASharedOne_Refused()
    {
        // The classic: what is public, used as the secret of HS256.
        await ExpectAsync(Tokens(A, null, _a.PublicKey).Issue(B), "");
    }

    [Fact]
    public async Task Check_SharedKeyForAServerWithoutOne_Accepted() =>
        (await Listener(Shared).CheckAsync(Tokens(C, null, Shared).Issue(B))).ShouldBe(TokenVerdict.Accepted(C));

    [Fact]
    public async Task Check_NoKeyOfThatServer_Refused() => await ExpectAsync(Tokens(C, _a.PrivateKey).Issue(B), "");

    [Fact]
    public async Task Check_WhileAServerChangesItsKey_BothCount()
    {
        var next = MeshKeyPair.Create();
        var listener = Tokens(B, _b.PrivateKey, null, (A, $"{_a.PublicKey} {next.PublicKey}"));
        (await listener.CheckAsync(Tokens(A, _a.PrivateKey).Issue(B))).Refusal.ShouldBeNull();
        (await listener.CheckAsync(Tokens(A, next.PrivateKey).Issue(B))).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task Check_EveryDamagedByte_Refused()
    {
        var (token, listener) = (Tokens(A, _a.PrivateKey).Issue(B), Listener());
        for (var i = 0; i < token.Length - 1; i += 3)
            (await listener.CheckAsync(token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..])).Node.ShouldBeNull($"at {i}");
    }

    [Fact]
    public async Task Check_FromManyThreads_Holds()
    {
        var (asker, listener) = (Tokens(A, _a.PrivateKey), Listener());
        var verdicts = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => listener.CheckAsync(asker.Issue(B)))));
        verdicts.ShouldAllBe(verdict => verdict.Node == A);
    }

    [Fact]
    public void KeyPair_OtherCurveOrNoKey_IsNone()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        MeshKeyPair.TryRead(other.ExportPkcs8PrivateKeyPem(), out _).ShouldBeFalse();
        MeshKeyPair.TryRead("", out _).ShouldBeFalse();
        MeshKeyPair.IsPublicKey(Convert.ToBase64String(other.ExportSubjectPublicKeyInfo())).ShouldBeFalse();
        MeshKeyPair.IsPublicKey(_a.PrivateKey).ShouldBeFalse();
    }

    [Fact]
    public void KeyPair_ReadBack_IsTheSame()
    {
        MeshKeyPair.TryRead(_a.PrivateKey, out var read).ShouldBeTrue();
        read.PublicKey.ShouldBe(_a.PublicKey);
        using var key = ECDsa.Create();
        key.ImportFromPem(_a.PrivateKey);
        MeshKeyPair.IsPublicKey(key.ExportSubjectPublicKeyInfoPem()).ShouldBeTrue();
        _a.IsAmong($"{_b.PublicKey} {_a.PublicKey}").ShouldBeTrue();
        _a.IsAmong(_b.PublicKey).ShouldBeFalse();
        _a.ToString().ShouldNotContain("PRIVATE");
    }

    private async Task ExpectAsync(string token, string why) =>
        (await Listener().CheckAsync(token)).Refusal.ShouldNotBeNull().ShouldContain(why);

    private MeshTokens Listener(string? shared = null) => Tokens(B, _b.PrivateKey, shared, (A, _a.PublicKey));

    private static MeshTokens Tokens(NodeId self, string? own, string? shared = null, params (NodeId Id, string Key)[] known)
    {
        var mesh = new MeshOptions
        {
            Id = self, Cluster = "m", Peers = { new(A, new("ws://h:1")), new(B, new("ws://h:2")), new(C, new("ws://h:3")) },
        };
        var options = new MeshDirectOptions { PrivateKey = own, SharedKey = shared };
        foreach (var (id, key) in known)
            options.PublicKeys[id] = key;
        return new(mesh, options, TimeProvider.System);
    }
}
