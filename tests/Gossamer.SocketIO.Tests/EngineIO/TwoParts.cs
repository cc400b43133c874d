using System.Text;
using CsCheck;
using Gossamer.SocketIO.EngineIO;

namespace Gossamer.SocketIO.Tests.EngineIO;

/// <summary>Text frames in two parts, beside the same in one.</summary>
internal static class TwoParts
{
    /// <summary>Messages of every script and of lengths up to beyond 64 KiB, cut between two characters or at an end.</summary>
    public static readonly Gen<(EngineFrame Whole, EngineFrame InTwo)> Frames =
        from start in Strings.WithoutSeparator
        from fill in Gen.OneOf(Gen.Const(0), Gen.Int[100, 300], Gen.Const(70_000))
        from end in Strings.WithoutSeparator
        from cut in Gen.Int[0, 1000]
        select Cut($"4{start}{new string('x', fill)}{end}", cut);

    /// <summary>A frame of these bytes, those before <paramref name="at"/> in its first part.</summary>
    public static EngineFrame Cut(byte[] bytes, int at) => new(bytes.AsMemory(0, at)) { Tail = bytes.AsMemory(at) };

    /// <summary>The bytes of both parts.</summary>
    public static byte[] Whole(this EngineFrame frame) => [.. frame.Bytes.Span, .. frame.Tail.Span];

    private static (EngineFrame Whole, EngineFrame InTwo) Cut(string text, int cut)
    {
        var ends = text.EnumerateRunes().Select(static rune => rune.Utf8SequenceLength).ToArray();
        var bytes = Encoding.UTF8.GetBytes(text);
        return (new EngineFrame(bytes), Cut(bytes, ends.Take(1 + (cut % ends.Length)).Sum()));
    }
}
