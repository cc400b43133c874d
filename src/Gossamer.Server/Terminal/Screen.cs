using Gossamer.Server.Conversations;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Gossamer.Server.Terminal;

/// <summary>
/// The whole window, of state and view alone:
/// <code>
/// Anna at 127.0.0.1:3001 · 12 online                                     F1 help
/// Groups            │ #tea · 3 here: Anna, Billy, Carla
///  #tea         2   │ 10:31 Billy  Anybody here?
/// Threads           │ 10:32 Anna   Yes                               ✓ 2 on 1 server
///  ● Billy          │
/// > what is being written
/// </code>
/// </summary>
internal static class Screen
{
    private const int SideWidth = 24;
    private const int LeastForSide = 64;

    public static IRenderable Render(ChatState chat, TerminalView view, TimeZoneInfo zone, int width)
    {
        var root = new Layout("root").SplitRows(
            new Layout("status").Size(1), new Layout("middle"), new Layout("answer").Size(1), new Layout("input").Size(1));
        root["status"].Update(new Region(StatusLine.Lines(chat)));
        var middle = view.ShowsHelp ? HelpText.Region() : new Region(ThreadLines.Lines(chat, zone), Tail: view.Scroll);
        if (width < LeastForSide)
            root["middle"].Update(middle);
        else
        {
            root["middle"].SplitColumns(new Layout("side").Size(SideWidth), new Layout("main"));
            root["side"].Update(new Region(SideLines.Lines(chat)) { HasEdge = true });
            root["main"].Update(middle);
        }

        root["answer"].Update(new Region([Line.Of(view.Answer ?? chat.Notice ?? "", "yellow")]));
        root["input"].Update(new Region([Line.Of("> ", "bold").Add(InputWindow.Of(view.Input, width - 2).Text)]));
        return root;
    }
}
