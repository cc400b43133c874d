using System.Text.Unicode;
using Gossamer.SocketIO;
using Gossamer.SocketIO.Packets;

namespace Gossamer.Fuzz.Targets;

/// <summary>What a client gives with its CONNECT, from which the server reads two strings.</summary>
internal sealed class ConnectPayloadTarget()
    : FuzzTarget("connect", "0{\"pid\":\"a\",\"offset\":\"b\"}", "0{\"x\":{\"pid\":\"a\"},\"pid\":1}", "0{\"\\u0070id\":\"\\ud800\"}")
{
    public override void Run(byte[] input)
    {
        if (!Utf8.IsValid(input) || !PacketReader.TryRead(input, new PacketLimits(0), out var packet) || packet.Type != PacketType.Connect)
            return;
        var payload = new ConnectPayload(packet.Data.Span);
        _ = payload.GetString("pid");
        _ = payload.GetString("offset");
    }
}
