using System.Buffers;
using BenchmarkDotNet.Attributes;
using Gossamer.SocketIO;
using Gossamer.SocketIO.Packets;

namespace Gossamer.Bench.Micro;

/// <summary>From an event's JSON to the frame on the wire.</summary>
public class Encoding
{
    private readonly byte[] _json = Samples.Json;
    private readonly ArrayBufferWriter<byte> _output = new(256);
    private Connection _connection = null!;

    [GlobalSetup]
    public void Connect() => _connection = Connection.Open(Servers.New());

    /// <summary>The codec alone, into a buffer that is there.</summary>
    [Benchmark]
    public int Write()
    {
        _output.ResetWrittenCount();
        PacketWriter.Write(_output, PacketType.Event, "/", _json);
        return _output.WrittenCount;
    }

    /// <summary>A packet to be shared by any number of receivers: it lives until the last of them has it.</summary>
    [Benchmark]
    public EncodedPacket Packet() => EncodedPacket.Event(_json);

    /// <summary>The whole way of one receiver: packet, outbox, and out of it again.</summary>
    [Benchmark]
    public int SendAndTake()
    {
        _connection.Socket.Send(EncodedPacket.Event(_json));
        return _connection.Transport.Take();
    }
}
