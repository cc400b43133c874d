using Microsoft.Extensions.Options;

namespace Gossamer.Mesh.Direct.Tests;

public sealed class AddDirectTests
{
    [Fact]
    public async Task Start_PeerOfTheOldSystem_IsLeftToAnotherTransport()
    {
        await using var server = new DirectServer("server-1");

        var fault = await Should.ThrowAsync<OptionsValidationException>(() => server.StartAsync(
            [server], static mesh => mesh.Peers.Add(new(new("old-1"), new("http://127.0.0.1:1")) { IsLegacy = true })));

        fault.Message.ShouldStartWith("No transport serves peer 'old-1' at http://127.0.0.1:1/.");
        fault.Message.ShouldContain("AddLegacy()");
    }

    [Fact]
    public async Task Start_DerivedKeyAndAPeer_Warns()
    {
        await using var server = new DirectServer("server-1");

        await server.StartAsync(
            [server], static mesh => mesh.Peers.Add(new(new("server-2"), new("ws://127.0.0.1:1"))), static direct =>
                (direct.SharedKey, direct.AllowDerivedKey) = (null, true));

        server.Log.Count(static line => line.Contains("No key is configured", StringComparison.Ordinal)).ShouldBe(1);
    }
}
