using System.Text;
using System.Text.Unicode;
using Gossamer.SocketIO.EngineIO.Payloads;

namespace Gossamer.Fuzz.Targets;

/// <summary>The text of 1.x pollers: whatever was encoded twice is read as it was meant, and what goes out to them is ASCII.</summary>
internal sealed class OldTextTarget() : FuzzTarget("old-text", "42[\"\xc3\xa9\"]", "42[\"\xf0\x9f\x98\x80\"]", "plain")
{
    public override void Run(byte[] input)
    {
        if (!Utf8.IsValid(input))
            return;
        var twice = Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(input));
        FuzzFailure.Unless(TwiceEncodedText.Undo(twice, out _).Span.SequenceEqual(input), "text that was encoded twice is not back");
        FuzzFailure.Unless(Ascii.IsValid(AsciiJson.Escape(input).Span), "what was to be ASCII is not");
    }
}
