using Microsoft.Extensions.DependencyInjection;

namespace Gossamer.SocketIO.Testing.Tests;

public sealed class ConcurrencyTests
{
    private const int Clients = 4;
    private const int Events = 500;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EmitAsync_ByManyClientsAtOnce_ReachesEachInOrder()
    {
        await using var host = new SocketIOTestHost(io => io.OnConnection(
            socket => socket.On("say", (int sender, int number) => io.EmitAsync("said", sender, number))));
        var clients = new SocketIOTestClient[Clients];
        for (var i = 0; i < Clients; i++)
            clients[i] = await host.ConnectAsync(cancellation: Cancellation);

        await Task.WhenAll(clients.Select((client, sender) => Task.Run(
            async () =>
            {
                for (var number = 0; number < Events; number++)
                    await client.EmitAsync("say", sender, number);
            },
            Cancellation)));

        foreach (var client in clients)
        {
            for (var sender = 0; sender < Clients; sender++)
            {
                await client.WaitForAsync("said", e => (e.Get<int>(0), e.Get<int>(1)) == (sender, Events - 1), Cancellation);
                client.Received.Where(e => e.Get<int>(0) == sender).Select(e => e.Get<int>(1)).ShouldBe(Enumerable.Range(0, Events));
            }
        }
    }

    [Fact]
    public async Task LoseConnectionAsync_WhileTheServerEmits_LosesNothingThatIsRecovered()
    {
        await using var host = new SocketIOTestHost(
            services: services => services.AddSocketIO(options => options.Recovery = new RecoveryOptions()));
        var client = await host.ConnectAsync(cancellation: Cancellation);

        var emitting = Task.Run(
            async () =>
            {
                for (var number = 0; number < Events; number++)
                    await host.Server.EmitAsync("count", number);
            },
            Cancellation);
        for (var i = 0; i < 10; i++)
        {
            await client.LoseConnectionAsync();
            await client.ReconnectAsync(cancellation: Cancellation);
            client.Recovered.ShouldBeTrue();
        }

        await emitting;
        await client.WaitForAsync("count", e => e.Get<int>() == Events - 1, Cancellation);
        client.Received.Select(e => e.Get<int>()).ShouldBe(Enumerable.Range(0, Events));
    }
}
