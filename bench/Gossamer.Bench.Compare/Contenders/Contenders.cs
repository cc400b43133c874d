using System.Globalization;
using Gossamer.Bench.Load;

namespace Gossamer.Bench.Compare;

/// <summary>All that can be compared.</summary>
internal static class Contenders
{
    /// <param name="programs">Where they are.</param>
    public static IReadOnlyList<Contender> All(Programs programs)
    {
        List<Contender> all = [.. programs.Servers.Select((program, n) => OfThisProject(program, n))];
        all.Add(Relay("relay", "relay", programs) with { IsFloor = true });
        all.Add(Relay("relay, Kestrel's links", "kestrel-relay", programs) with { NeedsTwoServers = true });
        all.Add(Relay("relay, batched", "batched-relay", programs));
        all.Add(new("Socket.IO + Redis", new SocketIOProtocol(), async servers =>
        {
            var redis = await BrokerProcess.StartRedisAsync();
            return await PeerCluster.StartAsync("node", servers, _ => [programs.NodeServer, Text(redis.Port)], redis);
        }));
        all.Add(new("SignalR + Redis", new SignalRProtocol(), async servers =>
        {
            var redis = await BrokerProcess.StartRedisAsync();
            return await PeerCluster.StartAsync(programs.Peers, servers, _ => ["signalr", Text(redis.Port)], redis);
        }));
        return all;
    }

    private static Contender OfThisProject(ServerProgram program, int n) =>
        new(program.Name, new SocketIOProtocol(), async servers => await GossamerCluster.StartAsync(program.Path, servers))
        {
            IsOurs = true,
        };

    private static Contender Relay(string name, string kind, Programs programs) => new(name, new RelayProtocol(), async servers =>
    {
        var ports = FreePorts.Take(servers);
        return await PeerCluster.StartAsync(programs.Peers, servers, n => servers == 1
            ? [kind, Text(ports[0].Port)]
            : [kind, Text(ports[n].Port), Text(ports[1 - n].Port)]);
    });

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
