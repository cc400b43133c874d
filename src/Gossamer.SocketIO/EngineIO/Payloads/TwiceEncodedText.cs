using System.Text;
using System.Text.Unicode;

namespace Gossamer.SocketIO.EngineIO.Payloads;

/// <summary>
/// Socket.IO 1.x clients that know no XHR2 (every one in Node: they say <c>b64=1</c>) encode the text of polling payloads as UTF-8
/// twice, and decode twice; 2.x clients say the same and do it once. So what goes out to either is kept to ASCII, and what comes in
/// is looked at: text of characters up to U+00FF that, taken as bytes, are UTF-8 beyond ASCII was encoded twice.
/// </summary>
internal static class TwiceEncodedText
{
    /// <returns>The text decoded once more if it was encoded twice; <paramref name="provesOnce"/>: no 1.x client could have sent
    /// it.</returns>
    public static ReadOnlyMemory<byte> Undo(ReadOnlyMemory<byte> text, out bool provesOnce)
    {
        provesOnce = false;
        if (Ascii.IsValid(text.Span))
            return text;

        var narrowed = new byte[text.Length];
        var length = 0;
        foreach (var rune in new RuneBytes(text.Span))
        {
            if (rune > 0xff)
            {
                provesOnce = true;
                return text;
            }

            narrowed[length++] = (byte)rune;
        }

        provesOnce = !Utf8.IsValid(narrowed.AsSpan(0, length));
        return provesOnce ? text : narrowed.AsMemory(0, length);
    }

    private ref struct RuneBytes(ReadOnlySpan<byte> rest)
    {
        private ReadOnlySpan<byte> _rest = rest;

        public int Current { get; private set; }

        public readonly RuneBytes GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_rest.IsEmpty)
                return false;
            Rune.DecodeFromUtf8(_rest, out var rune, out var used);
            Current = rune.Value;
            _rest = _rest[used..];
            return true;
        }
    }
}
