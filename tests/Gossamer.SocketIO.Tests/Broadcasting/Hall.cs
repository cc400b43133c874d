using Gossamer.SocketIO.Tests.Api;

namespace Gossamer.SocketIO.Tests.Broadcasting;

/// <summary>Four clients, a to d, that speak each dialect.</summary>
internal sealed class Hall : IAsyncDisposable
{
    private readonly ApiServer _server;
    private readonly Dictionary<string, (Connection Client, Socket Socket)> _people = new(StringComparer.Ordinal);

    private Hall(ApiServer server) => _server = server;

    public SocketIOServer IO => _server.IO;

    public Socket this[string name] => _people[name].Socket;

    public static async Task<Hall> OpenAsync(Action<SocketIOOptions>? options = null)
    {
        var hall = new Hall(await ApiServer.StartAsync(options, io => io.OnConnection(Connection.AnswerNothingMore)));
        await hall.LetInAsync("a", Dialect.WebSocket);
        await hall.LetInAsync("b", Dialect.OldWebSocket);
        await hall.LetInAsync("c", Dialect.Polling);
        await hall.LetInAsync("d", Dialect.OldPolling);
        return hall;
    }

    public Connection Client(string name) => _people[name].Client;

    /// <summary>These got that packet, once; the others, and these otherwise, nothing.</summary>
    public async Task OnlyAsync(string packet, params string[] names)
    {
        foreach (var name in names)
            (await Client(name).NextAsync()).ShouldBe(packet, name);
        foreach (var (client, _) in _people.Values)
            await client.ShouldHaveNothingAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task LetInAsync(string name, Dialect dialect)
    {
        var before = IO.Sockets.ToArray();
        var client = await _server.JoinAsync(dialect);
        _people[name] = (client, IO.Sockets.Except(before).Single());
    }
}
