namespace Gossamer.SocketIO.Mesh.Tests;

/// <summary>Four servers, one of which is cut off from the others for a while.</summary>
public sealed class CutTests
{
    private const int Servers = 4;
    private const int CutOff = 2;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Broadcasts_OverACutThatHeals_ReachEachMemberOnceInTheOrderOfEachServer()
    {
        const int Messages = 400;
        await using var cluster = await Cluster.StartAsync(Servers, isCuttable: true, grace: TimeSpan.FromSeconds(20));
        var members = new List<Testing.SocketIOTestClient>();
        for (var n = 0; n < Servers; n++)
            members.Add(await cluster[n].JoinAsync("/", "kitchen"));

        for (var n = 0; n < Messages; n++)
        {
            if (n == Messages / 4)
                cluster.Cut(CutOff);
            if (n == Messages / 2)
            {
                await Cluster.EventuallyAsync(() => cluster[CutOff].Node.Links.All(static link => link.LastClose != default), "the cut");
                cluster.Heal(CutOff);
            }

            await cluster[n % Servers].IO.To("kitchen").EmitAsync("n", n % Servers, n);
        }

        foreach (var member in members)
        {
            await Cluster.EventuallyAsync(() => member.Received.Count >= Messages, "all messages");
            member.Received.Count.ShouldBe(Messages);
            for (var server = 0; server < Servers; server++)
            {
                member.Received.Where(got => got.Get<int>(0) == server).Select(static got => got.Get<int>(1))
                    .ShouldBe(Enumerable.Range(0, Messages).Where(n => n % Servers == server));
            }
        }
    }

    [Fact]
    public async Task Requests_WhileAServerIsCutOff_NameIt_AndHaveItAgainWhenItIsBack()
    {
        await using var cluster = await Cluster.StartAsync(Servers, isCuttable: true);
        for (var n = 0; n < Servers; n++)
            (await cluster[n].JoinAsync("/", "kitchen")).On("q", static _ => 1);
        var missing = ClusterServer.IdOf(CutOff).Value;
        cluster.Cut(CutOff);

        var fetching = cluster[0].IO.In("kitchen").FetchSocketsAsync(Cancellation).AsTask();
        var counting = cluster[0].IO.In("kitchen").CountSocketsAsync(Cancellation).AsTask();
        var joining = cluster[0].IO.In("kitchen").SocketsJoinAsync("hall").AsTask();
        var asking = cluster[0].IO.To("kitchen").EmitWithAckAsync<int>("q", TimeSpan.FromSeconds(20), Cancellation);

        var (fetched, counted, joined, asked) = (await fetching, await counting, await joining, await asking);
        (fetched.Sockets.Count, fetched.Missing.Single()).ShouldBe((Servers - 1, missing));
        (counted.Sockets, counted.Missing.Single()).ShouldBe((Servers - 1, missing));
        (joined.Servers, joined.Missing.Single()).ShouldBe((Servers - 1, missing));
        (asked.Values.Count, asked.Asked, asked.Missing.Single()).ShouldBe((Servers - 1, Servers - 1, missing));

        cluster.Heal(CutOff);
        await cluster.LinkedAsync();
        await Cluster.EventuallyAsync(() => cluster[0].Node.Rooms.IsKnown(ClusterServer.IdOf(CutOff)), "its rooms");
        var after = await cluster[0].IO.In("kitchen").FetchSocketsAsync(Cancellation);
        (after.Sockets.Count, after.IsComplete).ShouldBe((Servers, true));
    }
}
