namespace Gossamer.Server.Terminal;

/// <summary>What the terminal shows beside the chat's own state. Never changed; <see cref="Keyboard"/> makes the next one.</summary>
internal sealed record TerminalView
{
    public InputLine Input { get; init; } = InputLine.Empty;

    /// <summary>How many lines above the newest message the window ends.</summary>
    public int Scroll { get; init; }

    /// <summary>What the last command has to say: what was wrong with it, or what was asked for.</summary>
    public string? Answer { get; init; }

    public bool ShowsHelp { get; init; }
}
