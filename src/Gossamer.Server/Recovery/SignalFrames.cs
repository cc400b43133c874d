namespace Gossamer.Server.Recovery;

/// <summary>
/// Tells the messages that only those clients get who asked for them, by the name of their event, which stands at the same place in all:
/// <code>
/// 42["im",{"from":...          for everybody
/// 42["signal",{"from":...      for ClientFeatures.Signals
///     ^
/// </code>
/// Logs, links and other servers carry both as they are, and need no field for it.
/// </summary>
internal static class SignalFrames
{
    private const int NameAt = 4;

    public static bool Is(ReadOnlySpan<byte> frame) => frame.Length > NameAt && frame[NameAt] == (byte)'s';
}
