using System.Buffers;
using BenchmarkDotNet.Attributes;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.EngineIO.Payloads;

namespace Gossamer.Bench.Micro;

/// <summary>HTTP bodies of polling with ten events of 60 bytes.</summary>
public class Payloads
{
    private const int Events = 10;

    private readonly ArrayBufferWriter<byte> _output = new(4096);
    private readonly EngineFrame[] _frames = [.. Enumerable.Repeat(new EngineFrame(Samples.Frame), Events)];
    private byte[] _body = [];
    private PayloadFormat _format;

    [Params("V4", "V3Text", "V3Binary")]
    public string Format { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        _format = Enum.Parse<PayloadFormat>(Format);
        Write();
        _body = _output.WrittenSpan.ToArray();
        if (Read() != Events)
            throw new InvalidOperationException("The body does not read as it was written.");
    }

    [Benchmark]
    public int Read()
    {
        var reader = new PayloadReader(_format, _body);
        var packets = 0;
        while (reader.Read(out _) == PayloadRead.Packet)
            packets++;
        return packets;
    }

    [Benchmark]
    public int Write()
    {
        _output.ResetWrittenCount();
        PayloadWriter.Write(_output, _format, _frames);
        return _output.WrittenCount;
    }
}
