using Gossamer.SocketIO.EngineIO;

namespace Gossamer.Fuzz.Targets;

/// <summary>A WebSocket's frame, text or binary, in both revisions.</summary>
internal sealed class BinaryFrameTarget() : FuzzTarget("frame", "2probe", "5", "42[\"a\"]", "bAQI=", "b4AQI=", "\x04\x01\x02", "")
{
    public override void Run(byte[] input)
    {
        foreach (var protocol in new[] { EngineProtocol.V3, EngineProtocol.V4 })
            if (EnginePacket.TryParseText(protocol, input, out var text))
                FuzzFailure.Unless(
                    text.IsBinary ? input[0] == 'b' && text.Data.Length < input.Length : text.Data.Length == input.Length - 1,
                    "text is the type and the rest, or a b and base64");
        if (EnginePacket.TryParseBinary(EngineProtocol.V3, input, out var old))
            FuzzFailure.Unless(old.Data.Length == input.Length - 1 && old.IsBinary, "bytes of revision 3 are the type and the rest");
        FuzzFailure.Unless(
            EnginePacket.TryParseBinary(EngineProtocol.V4, input, out var bytes) && bytes.Data.Length == input.Length,
            "bytes of revision 4 are a message whatever they are");
    }
}
