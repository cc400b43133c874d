using Gossamer.Server.Conversations;
using Gossamer.Server.Draining;
using Gossamer.Server.Tests.Hosting;

namespace Gossamer.Server.Tests.ClientLoop;

/// <summary>The client with real servers.</summary>
public sealed class ChatClientTests
{
    [Fact]
    public async Task Say_ToSomebodyAtAnotherServer_ArrivesAndIsReceipted()
    {
        await using var servers = await TestServers.StartAsync(2);
        await using var anna = await RunningClient.ReadyAsync("Anna", servers, 0);
        await using var billy = await RunningClient.ReadyAsync("Billy", servers, 1);
        await anna.Front.WhenAsync(static state => state.Online.Contains("Billy"));

        await anna.SayAsync(ConversationId.Person("Billy"), "Grüße, 日本 \"x\"\n2");

        (await billy.Front.NextTextAsync()).ShouldBe("Grüße, 日本 \"x\"\n2");
        (await anna.Front.NextReceiptAsync()).ShouldBe(new Receipt(Outcome.Delivered, 1, 1));
    }

    [Fact]
    public async Task Join_Rooms_TellsMembersAndCarriesMessages()
    {
        await using var servers = await TestServers.StartAsync(2);
        await using var anna = await RunningClient.ReadyAsync("Anna", servers, 0);
        await using var billy = await RunningClient.ReadyAsync("Billy", servers, 1);
        var tea = ConversationId.Room("tea");
        await anna.DoAsync(new ChatInput.Join("tea"));
        await billy.DoAsync(new ChatInput.Join("tea"));
        await anna.Front.WhenAsync(state => state.Conversations.GetValueOrDefault(tea)?.Members.SetEquals(["Anna", "Billy"]) == true);

        await anna.SayAsync(tea, "to all");

        (await billy.Front.NextTextAsync()).ShouldBe("to all");
        (await anna.Front.NextReceiptAsync()).Outcome.ShouldBe(Outcome.Delivered);
    }

    [Fact]
    public async Task Drain_OfItsServer_MovesItAndLosesNothing()
    {
        var settings = TestServers.Quiet with { Drain = new DrainOptions { Time = TimeSpan.FromSeconds(10) } };
        await using var servers = await TestServers.StartAsync(2, settings);
        await using var anna = await RunningClient.ReadyAsync("Anna", servers, 0, 1);
        await using var billy = await RunningClient.ReadyAsync("Billy", servers, 1);
        await billy.Front.WhenAsync(static state => state.Online.Contains("Anna"));
        var billysWords = Enumerable.Range(1, 40).Select(static n => $"word {n}").ToList();

        var draining = servers.DrainAsync();
        foreach (var word in billysWords)
            await billy.SayAsync(ConversationId.Person("Anna"), word);
        await draining;

        foreach (var word in billysWords)
            (await anna.Front.NextTextAsync()).ShouldBe(word);
        var moved = await anna.Front.WhenAsync(static state => state is { Phase: ChatPhase.Ready, Current: 1 });
        moved.Notice.ShouldBeNull(); // complete
    }

    [Fact]
    public async Task Connect_AsWhomNobodyMayBe_EndsWithTheReason()
    {
        await using var servers = await TestServers.StartAsync(1);
        await using var odd = new RunningClient("", servers);

        var end = await odd.EndAsync();

        end.Phase.ShouldBe(ChatPhase.Ended);
        end.Problem.ShouldNotBeNull().ShouldContain("identify was refused");
    }

    [Fact]
    public async Task Close_Always_TakesTheUserFromTheListAtOnce()
    {
        await using var servers = await TestServers.StartAsync(1);
        await using var anna = await RunningClient.ReadyAsync("Anna", servers);
        await using var billy = await RunningClient.ReadyAsync("Billy", servers);
        await anna.Front.WhenAsync(static state => state.Online.Contains("Billy"));

        await billy.DoAsync(new ChatInput.Close());

        await anna.Front.WhenAsync(static state => !state.Online.Contains("Billy"));
        servers.Node().WaitingSessions.ShouldBe(0);
    }
}
