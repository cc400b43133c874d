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
    public void Validate_NoKey_OnlyWhileAllPeersAreOnLoopback(string address, bool holds)
    {
        var result = Validate(address, new());
        result.Succeeded.ShouldBe(holds, result.FailureMessage);
        if (!holds)
            result.FailureMessage.ShouldNotBeNull().ShouldContain("a shared key is required");
        Validate(address, new() { SharedKey = "sixteen characters" }).Succeeded.ShouldBeTrue();
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
    public async Task Start_LoopbackWithoutKey_WarnsAndLinks()
    {
        await using var a = new DirectServer("server-1");
        await using var b = new DirectServer("server-2");
        await a.StartAsync([a, b], direct: o => o.SharedKey = null);
        await b.StartAsync([a, b], direct: o => o.SharedKey = null);
        a.Log.ShouldContain(l => l.StartsWith("3000 Warning", StringComparison.Ordinal));
        await a.EventuallyAsync(() => a.Node.Links[0].Outgoing == LinkState.Up, "linked");
    }

    private static ValidateOptionsResult Validate(string address, MeshDirectOptions options)
    {
        var mesh = new MeshOptions { Id = new("n1"), Peers = { new(new("n2"), new(address)) } };
        return new MeshDirectOptionsValidator(Options.Create(mesh)).Validate(null, options);
    }
}
