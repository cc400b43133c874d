using BenchmarkDotNet.Attributes;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.Packets;

namespace Gossamer.Bench.Micro;

/// <summary>From a frame's bytes to the application's handler, the check that it is JSON included.</summary>
public class Decoding
{
    private readonly byte[] _frame = Samples.Frame;
    private Connection _connection = null!;
    private long _handled;

    [GlobalSetup]
    public void Connect()
    {
        _connection = Connection.Open(Servers.New());
        _connection.Socket.On("message", message =>
        {
            _handled += message.Payload.Length;
            return ValueTask.CompletedTask;
        });
        Dispatch();
        if (_handled != Samples.Json.Length)
            throw new InvalidOperationException("The event did not reach its handler.");
    }

    /// <summary>The codecs alone.</summary>
    [Benchmark]
    public bool Parse() =>
        EnginePacket.TryParseText(_frame, out var message) && PacketReader.TryRead(message.Data, new PacketLimits(10), out _);

    /// <summary>The whole way: session, heartbeat, client, socket, handler.</summary>
    [Benchmark]
    public bool Dispatch() =>
        EnginePacket.TryParseText(_frame, out var packet) && _connection.Session.ReceiveAsync(packet).IsCompletedSuccessfully;
}
