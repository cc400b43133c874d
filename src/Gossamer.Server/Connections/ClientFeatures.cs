namespace Gossamer.Server.Connections;

/// <summary>What a client gets only because it asked for it, with <c>identify</c>. Others never hear of it.</summary>
[Flags]
internal enum ClientFeatures
{
    None = 0,

    /// <summary><c>signals: true</c>: it gets <c>signal</c>.</summary>
    Signals = 1,

    /// <summary><c>files: true</c>: it gets <c>file</c>.</summary>
    Files = 2,

    All = Signals | Files,
}
