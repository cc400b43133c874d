// What bench/compare compares with: a server of one kind, which says where it listens, and ends when its standard input does.
using System.Globalization;
using Gossamer.Bench.Load;
using Gossamer.Bench.Peers;

switch (args)
{
    case ["relay", var port, .. var peer]:
        await ServeRelayAsync(new(new PlainSends(), LinkSide.Dialing), port, peer);
        return 0;
    case ["kestrel-relay", var port, .. var peer]:
        await ServeRelayAsync(new(new PlainSends(), LinkSide.Accepting), port, peer);
        return 0;
    case ["batched-relay", var port, .. var peer]:
        await ServeRelayAsync(new(new BatchedSends(), LinkSide.Dialing), port, peer);
        return 0;
    case ["signalr", var redisPort]:
        await SignalRServer.RunAsync(Number(redisPort));
        return 0;
    default:
        await Console.Error.WriteLineAsync(
            "usage: Gossamer.Bench.Peers relay|kestrel-relay|batched-relay port [port of the other] | signalr redis-port");
        return 2;
}

static Task ServeRelayAsync(Relay relay, string port, string[] peer) =>
    ServerHost.RunAsync(static _ => { }, app => relay.Map(app, peer is [var other] ? Number(other) : null), Number(port));

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
