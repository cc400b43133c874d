using Gossamer.Server.Tests.Hosting;
using Gossamer.SocketIO;
using Microsoft.Extensions.DependencyInjection;

namespace Gossamer.Server.Tests.Recovery;

public sealed class MessageLogMemoryTests
{
    /// <summary>The server asks it: it is registered, and by the largest log it is compared.</summary>
    [Fact]
    public async Task Server_WithLoggedMessages_CountsThemAndMayLetGoOfThem()
    {
        await using var servers = await TestServers.StartAsync(1);
        using var anna = await ChatClient.ConnectAsync(servers.Url());
        await anna.IdentifyAsync("Anna");
        foreach (var i in Enumerable.Range(0, 10))
            await anna.AskAsync(new { from = "Anna", to = "Anna", text = new string('x', 4_000), id = $"m{i}" });

        var holder = servers.Services().GetServices<IMemoryHolder>().ShouldHaveSingleItem();
        holder.HeldBytes.ShouldBe(servers.Node().LoggedBytes);
        holder.LargestPart.ShouldBeInRange(40_000, holder.HeldBytes);
        holder.Release(1_000_000, others: 20_000);
        holder.LargestPart.ShouldBeInRange(10_000, 20_000);
    }
}
