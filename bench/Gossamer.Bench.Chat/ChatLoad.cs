using System.Globalization;
using Gossamer.Bench.Load;

namespace Gossamer.Bench.Chat;

/// <summary>One shape of load on two servers of its own. Each message costs them three copies, one of them over the link.</summary>
internal sealed class ChatLoad : IAsyncDisposable
{
    private readonly ServerGroup _servers;
    private readonly LoadRounds _rounds;

    private ChatLoad(ServerGroup servers, IReadOnlyList<ChatPair> pairs) =>
        (_servers, _rounds) = (servers, new LoadRounds(pairs, () => servers.CpuTime));

    public static async Task<ChatLoad> StartAsync(string program, ChatShape shape)
    {
        var servers = await ServerGroup.StartAsync(
            program, count: 2, shape.Copies > 1 ? ["--copies", shape.Copies.ToString(CultureInfo.InvariantCulture)] : []);
        List<ChatPair> pairs = [];
        for (var n = 0; n < shape.Pairs; n++)
            pairs.Add(await ChatPair.JoinAsync(servers.EndPoints, shape, n));
        using var http = new HttpClient();
        for (var server = 0; server < 2; server++)
            while (await servers.UsersAsync(http, server) < 2 * shape.Pairs)
                await Task.Delay(50); // until each server knows everybody
        return new ChatLoad(servers, pairs);
    }

    public Task<LoadRound> RunAsync(TimeSpan duration) => _rounds.RunAsync(duration);

    public async ValueTask DisposeAsync()
    {
        _rounds.Dispose();
        await _servers.DisposeAsync();
    }
}
