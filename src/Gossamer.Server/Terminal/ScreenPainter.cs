using System.Globalization;
using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Gossamer.Server.Terminal;

/// <summary>
/// Writes a window to a terminal: only the rows that are not as they were, so that little goes over a slow line and nothing flickers. In
/// the terminal's other screen: what was there before is there again afterwards.
/// </summary>
internal sealed class ScreenPainter(TextWriter terminal, bool hasColours)
{
    private const string Enter = "\e[?1049h\e[2J";
    private const string Leave = "\e[?1049l";

    private string[] _rows = [];
    private int _width;

    public void Begin() => Write(Enter);

    public void End() => Write(Leave);

    /// <param name="window">What is shown.</param>
    /// <param name="width">The terminal's columns.</param>
    /// <param name="height">Its rows.</param>
    /// <param name="column">Where the cursor stands in the last row.</param>
    public void Paint(IRenderable window, int width, int height, int column)
    {
        var output = new StringBuilder();
        if (width != _width || height != _rows.Length)
        {
            (_rows, _width) = (new string[height], width);
            output.Append("\e[2J");
        }

        var rows = Rows(window, width, height);
        for (var i = 0; i < height; i++)
        {
            var row = i < rows.Length ? rows[i] : "";
            if (row == _rows[i])
                continue;
            _rows[i] = row;
            output.Append(CultureInfo.InvariantCulture, $"\e[{i + 1};1H\e[0m{row}\e[K");
        }

        output.Append(CultureInfo.InvariantCulture, $"\e[{height};{Math.Min(width, column + 1)}H");
        Write(output.ToString());
    }

    private string[] Rows(IRenderable window, int width, int height)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = hasColours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors, // the 16 that every theme has
            Interactive = InteractionSupport.No,
            Out = new FixedSize(text, width, height),
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Capabilities.Unicode = true;
        console.Write(window);
        return text.ToString().ReplaceLineEndings("\n").Split('\n');
    }

    private void Write(string text)
    {
        terminal.Write(text);
        terminal.Flush();
    }

    private sealed class FixedSize(TextWriter writer, int width, int height) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => true;

        public int Width => width;

        public int Height => height;

        public void SetEncoding(Encoding encoding)
        {
        }
    }
}
