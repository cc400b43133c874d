using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Gossamer.SocketIO.Tests.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Gossamer.SocketIO.Tests.Hubs;

public sealed partial class StreamTests
{
    [Theory]
    [InlineData("numbers")]
    [InlineData("numbersLater")]
    [InlineData("channel")]
    [InlineData("channelLater")]
    public async Task Stream_GivesItsNumber_ItsItems_AndItsEnd(string method)
    {
        await using var server = await StartAsync();
        var client = await server.JoinAsync();

        (await client.AskAsync($"""["{method}",2]""")).ShouldBe("""[{"stream":1}]""");

        (await client.NextAsync()).ShouldBe("""2["stream:item",1,1]""");
        (await client.NextAsync()).ShouldBe("""2["stream:item",1,2]""");
        (await client.NextAsync()).ShouldBe("""2["stream:end",1]""");
        (await client.AskAsync($"""["{method}",0]""")).ShouldBe("""[{"stream":2}]""");
        (await client.NextAsync()).ShouldBe("""2["stream:end",2]""");
    }

    [Fact]
    public async Task Stream_OfBytes_SendsAttachments()
    {
        await using var server = await StartAsync();
        var client = await server.JoinAsync();

        await client.AskAsync("""["bytes"]""");

        (await client.NextAsync()).ShouldBe("""51-["stream:item",1,{"_placeholder":true,"num":0}]""");
        (await client.NextBinaryAsync()).ShouldBe([1]);
    }

    [Theory]
    [InlineData("told", """{"code":"hub-error","message":"told"}""", 0)]
    [InlineData("secret", """{"code":"internal","message":"The server failed to handle the event."}""", 1)]
    public async Task Stream_ThatFails_EndsWithTheError(string how, string error, int logged)
    {
        await using var server = await StartAsync();
        var client = await server.JoinAsync();

        await client.AskAsync($"""["failing","{how}"]""");

        (await client.NextAsync()).ShouldBe("""2["stream:item",1,1]""");
        (await client.NextAsync()).ShouldBe($"""2["stream:end",1,{error}]""");
        server.Errors.Count.ShouldBe(logged);
    }

    [Fact]
    public async Task Stream_ThatTheClientCancels_IsCancelled_AndEnds()
    {
        await using var server = await StartAsync();
        var client = await server.JoinAsync();
        await client.AskAsync("""["endless"]""");
        (await client.NextAsync()).ShouldBe("""2["stream:item",1,0]""");

        await client.SendAsync("""2["stream:cancel","nonsense"]""");
        await client.SendAsync("""2["stream:cancel"]""");
        await client.SendAsync("""2["stream:cancel",2]""");
        await client.SendAsync("""2["stream:cancel",1]""");

        (await client.NextAsync()).ShouldBe("""2["stream:end",1]""");
        await client.SendAsync("""2["stream:cancel",1]""");
        (await client.AskAsync("""["sum",1,2]""")).ShouldBe("[3]");
        await Ends(server).Reader.ReadAsync(ApiServer.Cancelled);
        server.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Stream_WhoseClientIsGone_IsCancelled()
    {
        await using var server = await StartAsync();
        var client = await server.JoinAsync();
        await client.AskAsync("""["endless"]""");

        client.Abort();

        await Ends(server).Reader.ReadAsync(ApiServer.Cancelled);
        server.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Streams_BeyondTheBound_AreRefused_AndCallsGoOn()
    {
        await using var server = await StartAsync(services => services.AddSocketHubs(o => o.MaxStreamsPerConnection = 2));
        var client = await server.JoinAsync();
        for (var i = 1; i <= 2; i++)
        {
            await client.AskAsync("""["endless"]""");
            await client.NextAsync();
        }

        (await client.AskAsync("""["endless"]""")).ShouldBe(
            """[{"error":{"code":"too-many-streams","message":"More than 2 streams at a time are not allowed."}}]""");
        await client.SendAsync("""2["stream:cancel",1]""");
        await client.NextAsync();
        (await client.AskAsync("""["endless"]""")).ShouldBe("""[{"stream":3}]""");
    }

    [Fact]
    public async Task Stream_ThatFailsBeforeItIsOne_TakesNoPlace()
    {
        await using var server = await StartAsync(services => services.AddSocketHubs(o => o.MaxStreamsPerConnection = 1));
        var client = await server.JoinAsync();

        (await client.AskAsync("""["numbersLater",-1]""")).ShouldContain("hub-error");
        (await client.AskAsync("""["numbersLater",0]""")).ShouldBe("""[{"stream":2}]""");
    }

    [Fact]
    public async Task Stream_OfMoreThanTheOutboxHolds_WaitsForRoom()
    {
        await using var server = await StartAsync(options: o => o.OutboxBytes = 64 * 1024);
        var client = await server.JoinAsync();

        await client.AskAsync("""["large",300]""");

        for (var i = 0; i < 300; i++)
            (await client.NextAsync()).ShouldStartWith("""2["stream:item",1,"x""");
        (await client.NextAsync()).ShouldBe("""2["stream:end",1]""");
    }

    [Fact]
    public async Task Stream_WithoutAnAcknowledgement_DoesNotBegin()
    {
        await using var server = await StartAsync();
        var client = await server.JoinAsync();

        await client.SendAsync("""2["numbers",2]""");

        (await client.AskAsync("""["sum",1,2]""")).ShouldBe("[3]");
    }

    private static Task<ApiServer> StartAsync(Action<IServiceCollection>? more = null, Action<SocketIOOptions>? options = null) =>
        HubServer.StartAsync<Hub>(
            services =>
            {
                services.AddSingleton(Channel.CreateUnbounded<int>());
                more?.Invoke(services);
            },
            options);

    private static Channel<int> Ends(ApiServer server) => server.App.Services.GetRequiredService<Channel<int>>();

    internal sealed partial class Hub(Channel<int> ends) : SocketHub
    {
        public int Sum(int a, int b) => a + b;

        public async IAsyncEnumerable<int> Numbers(int to)
        {
            for (var i = 1; i <= to; i++)
            {
                await Task.Yield();
                yield return i;
            }
        }

        public async Task<IAsyncEnumerable<int>> NumbersLater(int to)
        {
            await Task.Yield();
            return to < 0 ? throw new SocketHubException("no") : Numbers(to);
        }

        public ChannelReader<int> Channel(int to)
        {
            var channel = System.Threading.Channels.Channel.CreateUnbounded<int>();
            for (var i = 1; i <= to; i++)
                channel.Writer.TryWrite(i);
            channel.Writer.Complete();
            return channel.Reader;
        }

        public ValueTask<ChannelReader<int>> ChannelLater(int to) => new(Channel(to));

        public IAsyncEnumerable<string> Large(int count) =>
            Enumerable.Repeat(new string('x', 10_000), count).ToAsyncEnumerable();

        public async IAsyncEnumerable<byte[]> Bytes()
        {
            await Task.Yield();
            yield return [1];
        }

        public async IAsyncEnumerable<int> Failing(string how)
        {
            await Task.Yield();
            yield return 1;
            throw how == "told" ? new SocketHubException("told") : new InvalidOperationException("secret");
        }

        public async IAsyncEnumerable<int> Endless([EnumeratorCancellation] CancellationToken cancellation)
        {
            try
            {
                yield return 0;
                await Task.Delay(Timeout.Infinite, cancellation);
            }
            finally
            {
                ends.Writer.TryWrite(0);
            }
        }
    }
}
