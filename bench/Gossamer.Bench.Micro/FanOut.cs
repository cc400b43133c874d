using BenchmarkDotNet.Attributes;
using Gossamer.SocketIO;

namespace Gossamer.Bench.Micro;

/// <summary>One event to a room, encoded once, into each member's outbox and out of it again.</summary>
public class FanOut
{
    private readonly byte[] _json = Samples.Json;
    private Connection[] _members = [];
    private BroadcastOperator _room = null!;

    [Params(10, 100, 1000)]
    public int Receivers { get; set; }

    [GlobalSetup]
    public void Connect()
    {
        var server = Servers.New();
        _members = [.. Enumerable.Range(0, Receivers).Select(_ => Connection.Open(server))];
        foreach (var member in _members)
            member.Socket.Join("room");
        _room = server.To("room");
        if (Broadcast() != Receivers)
            throw new InvalidOperationException("The event did not reach the whole room.");
    }

    [Benchmark]
    public int Broadcast()
    {
        if (!_room.EmitAsync(EncodedPacket.Event(_json)).IsCompletedSuccessfully)
            throw new InvalidOperationException("A broadcast on one server never waits.");
        var taken = 0;
        foreach (var member in _members)
            taken += member.Transport.Take();
        return taken;
    }
}
