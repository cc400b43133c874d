using System.Text;

namespace Gossamer.SocketIO.Testing;

/// <summary>Bytes and long texts as messages show them.</summary>
internal static class Texts
{
    private const int Longest = 200;

    public static string Of(ReadOnlyMemory<byte> utf8) => Shortened(Encoding.UTF8.GetString(utf8.Span));

    public static string Shortened(string text) => text.Length <= Longest ? text : text[..Longest] + "...";
}
