namespace Gossamer.SocketIO.Tests.Typed;

internal static class ExtensionMethod
{
    public static string Extension(this string text, int a, int b = 7) => $"{text}{a} {b}";
}
