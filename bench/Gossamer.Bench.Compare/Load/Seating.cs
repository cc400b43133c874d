using System.Net;

namespace Gossamer.Bench.Compare;

/// <summary>Who is connected where, and talks to whom.</summary>
internal sealed class Seating
{
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);

    private readonly ChatProtocol _protocol;
    private readonly Scenario _scenario;
    private readonly IReadOnlyList<IPEndPoint> _servers;
    private readonly List<Client> _clients = [];
    private readonly List<Conversation> _conversations = [];

    private Seating(ChatProtocol protocol, IReadOnlyList<IPEndPoint> servers, Scenario scenario) =>
        (_protocol, _servers, _scenario) = (protocol, servers, scenario);

    public IReadOnlyList<Conversation> Conversations => _conversations;

    /// <summary>Returns once everybody is heard by whom they talk to.</summary>
    public static async Task<Seating> JoinAsync(ChatProtocol protocol, IReadOnlyList<IPEndPoint> servers, Scenario scenario)
    {
        var seating = new Seating(protocol, servers, scenario);
        await (scenario.Talk switch
        {
            Talk.Pairs => seating.SeatPairsAsync(),
            Talk.Mixed => seating.SeatMixedAsync(),
            _ => seating.SeatRoomsAsync(),
        });
        foreach (var client in seating._clients)
            client.Start();
        await Task.WhenAll(seating._conversations.Select(static conversation => conversation.WaitUntilHeardAsync()));
        await Task.Delay(Calm);
        foreach (var conversation in seating._conversations)
            conversation.Reset();
        return seating;
    }

    public async Task KeepAliveAsync()
    {
        if (_protocol.Heartbeat is { } heartbeat)
            foreach (var client in _clients)
                await client.SendAsync(heartbeat);
    }

    private async Task SeatPairsAsync()
    {
        for (var pair = 0; pair < Scenario.Pairs; pair++)
        {
            var sender = await JoinAsync(2 * pair, firstServer: 0);
            var recipient = await JoinAsync((2 * pair) + 1, firstServer: _servers.Count - 1);
            Add(new(2 * pair, (2 * pair) + 1, IsRoom: false, IsForBoth: _servers.Count > 1), sender[0], recipient, sender);
        }
    }

    /// <summary>
    /// Users sit at the servers in turn; each of even number sends to the next, each of odd number to the one behind that.
    /// </summary>
    private async Task SeatMixedAsync()
    {
        var users = new List<Client>[2 * Scenario.Pairs];
        for (var user = 0; user < users.Length; user++)
            users[user] = await JoinAsync(user, user % _servers.Count);
        for (var user = 0; user < users.Length; user++)
        {
            var to = (user + 1 + (user % 2)) % users.Length;
            Add(new(user, to, IsRoom: false, IsForBoth: (to - user) % _servers.Count != 0), users[user][0], users[to], users[user]);
        }
    }

    private async Task SeatRoomsAsync()
    {
        const int FirstRoom = 5000; // beyond all users
        for (var room = 0; room < Scenario.Rooms; room++)
        {
            List<Client> members = [];
            for (var member = 0; member < Scenario.Members; member++)
                members.AddRange(await JoinAsync((room * Scenario.Members) + member, member % _servers.Count, FirstRoom + room));
            Add(new(room * Scenario.Members, FirstRoom + room, IsRoom: true, IsForBoth: _servers.Count > 1), members[0], members, []);
        }
    }

    private void Add(Address address, Client sender, IReadOnlyList<Client> recipients, IReadOnlyList<Client> echoes) =>
        _conversations.Add(new(_conversations.Count, _scenario, _protocol, address, sender, recipients, echoes));

    /// <summary>All connections of a user: the first at that server, further ones at the servers in turn.</summary>
    private async Task<List<Client>> JoinAsync(int user, int firstServer, int? room = null)
    {
        List<Client> devices = [];
        for (var device = 0; device < _scenario.Devices; device++)
            devices.Add(new(await _protocol.JoinAsync(_servers[(firstServer + device) % _servers.Count], user, room)));
        _clients.AddRange(devices);
        return devices;
    }
}
