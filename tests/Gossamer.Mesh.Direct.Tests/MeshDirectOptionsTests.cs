using Microsoft.Extensions.Options;

namespace Gossamer.Mesh.Direct.Tests;

public sealed class MeshDirectOptionsTests
{
    [Theory]
    [InlineData("ws://127.0.0.1:3001", true)]
    [InlineData("ws://localhost:3001", true)]
    [InlineData("ws://[::1]:3001", true)]
    [InlineData("ws://127.8.9.1:3001", true)]
    [InlineData("ws://10.0.0.1:3001", false)]
    [InlineData("ws://chat.example:3001", false)]
    public void Validate_DerivedKeyAllowed_OnlyWhileAllPeersAreOnLoopback(string address, bool holds)
    {
        var result = Validate(address, new() { AllowDerivedKey = true });
        result.Succeeded.ShouldBe(holds, result.FailureMessage);
        if (!holds)
            result.FailureMessage.ShouldNotBeNull().ShouldContain("a key is required");
        Validate(address, new() { SharedKey = "sixteen characters" }).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public void Validate_NoKeyAndNoneDerived_IsAFaultOnLoopbackToo() =>
        Validate("ws://127.0.0.1:3001", new()).FailureMessage.ShouldNotBeNull().ShouldContain("a key is required");

    [Fact]
    public void Validate_OwnKeys_NeedThePeersPublicKeyAndTheOwnPrivateOne()
    {
        var (own, peers) = (MeshKeyPair.Create(), MeshKeyPair.Create());
        Validate("ws://10.0.0.1:1", With(own.PrivateKey, peers.PublicKey)).Succeeded.ShouldBeTrue();
        Validate("ws://10.0.0.1:1", With(own.PrivateKey, null)).FailureMessage.ShouldNotBeNull().ShouldContain("public key of peer 'n2'");
        Validate("ws://10.0.0.1:1", With(null, peers.PublicKey)).FailureMessage.ShouldNotBeNull().ShouldContain("neither a private key");
        Validate("ws://10.0.0.1:1", With("no key", peers.PublicKey)).FailureMessage.ShouldNotBeNull().ShouldContain("private key must be");
        Validate("ws://10.0.0.1:1", With(own.PrivateKey, "bm8=")).FailureMessage.ShouldNotBeNull().ShouldContain("public key of 'n2' must");
    }

    private static MeshDirectOptions With(string? own, string? peers)
    {
        var options = new MeshDirectOptions { PrivateKey = own };
        if (peers is not null)
            options.PublicKeys[new("n2")] = peers;
        return options;
    }

    [Fact]
    public void Validate_ShortKey_IsAFault() =>
        Validate("ws://127.0.0.1:1",
            new() { SharedKey = "short" }).FailureMessage.ShouldNotBeNull().ShouldContain("at least 16 characters");

    [Fact]
    public void Validate_OtherScheme_IsAFault() =>
        Validate("ftp://127.0.0.1:1", new()).FailureMessage.ShouldNotBeNull().ShouldContain("must begin with");

    [Fact]
    public async Task Start_FarPeerWithoutKey_EndsTheStart()
    {
        await using var server = new DirectServer("server-1");
        var fault = await Should.ThrowAsync<OptionsValidationException>(() => server.StartAsync(
            [server], o => o.Peers.Add(new(new("far"), new("ws://10.0.0.1:3001"))), o => o.SharedKey = null));
        fault.Message.ShouldContain("peer 'far'");
    }

    [Fact]
    public async Task Start_DerivedKeyAllowed_WarnsAndLinks()
    {
        await using var a = new DirectServer("server-1");
        await using var b = new DirectServer("server-2");
        await a.StartAsync([a, b], direct: Derived);
        await b.StartAsync([a, b], direct: Derived);
        a.Log.ShouldContain(l => l.StartsWith("3000 Warning", StringComparison.Ordinal));
        await a.EventuallyAsync(() => a.Node.Links[0].Outgoing == LinkState.Up, "linked");
    }

    [Fact]
    public async Task Start_SharedKey_WarnsWhomItDoesNotProtect()
    {
        await using var server = new DirectServer("server-1");
        await using var peer = new DirectServer("server-2");
        await server.StartAsync([server, peer]);
        server.Log.ShouldContain(l => l.StartsWith("3003 Warning: Mesh test knows server-2", StringComparison.Ordinal));
    }

    private static void Derived(MeshDirectOptions options) => (options.SharedKey, options.AllowDerivedKey) = (null, true);

    private static ValidateOptionsResult Validate(string address, MeshDirectOptions options)
    {
        var mesh = new MeshOptions { Id = new("n1"), Peers = { new(new("n2"), new(address)) } };
        return new MeshDirectOptionsValidator(Options.Create(mesh)).Validate(null, options);
    }
}
