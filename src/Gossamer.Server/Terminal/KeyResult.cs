using System.Collections.Immutable;
using Gossamer.Server.Conversations;

namespace Gossamer.Server.Terminal;

/// <summary>What a key, or a line, leads to: the next view, and what the chat is told.</summary>
internal readonly record struct KeyResult(TerminalView View, ImmutableArray<ChatInput> Inputs)
{
    public static implicit operator KeyResult(TerminalView view) => new(view, []);

    public static KeyResult FromTerminalView(TerminalView view) => view;
}
