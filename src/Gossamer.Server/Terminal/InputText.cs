namespace Gossamer.Server.Terminal;

/// <summary>A line of standard input.</summary>
/// <param name="Text">The line, or as much of it as is kept.</param>
/// <param name="IsCut">It is longer than any server takes.</param>
internal readonly record struct InputText(string Text, bool IsCut);
