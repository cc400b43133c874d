using System.Text;

namespace Gossamer.Arities;

/// <summary>One C# file as it is written; keeps the limit of line lengths.</summary>
internal sealed class Source
{
    private const int Limit = 140;
    private const string Step = "    ";

    private readonly StringBuilder _text = new();
    private readonly string _end = "";
    private bool _hasMembers;

    /// <summary>Members of a type that has more of them elsewhere.</summary>
    public Source(string usings, string ns, string content, string type)
        : this(usings, ns)
    {
        _text.Append("/// <content>").Append(content).Append("</content>\n").Append(type).Append("\n{\n");
        _end = "}\n";
    }

    /// <summary>A file of types.</summary>
    public Source(string usings, string ns)
    {
        _text.Append("// Written by build/Gossamer.Arities: change that and run it (dotnet run --project build/Gossamer.Arities).\n");
        foreach (var name in usings.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            _text.Append("using ").Append(name).Append(";\n");
        _text.Append("\nnamespace ").Append(ns).Append(";\n\n");
    }

    /// <summary>Begins a member by its documentation, a line each.</summary>
    public Source Member(params string[] documentation) => Member(1, documentation);

    public Source Member(int depth, params string[] documentation)
    {
        if (_hasMembers)
            _text.Append('\n');
        _hasMembers = true;
        foreach (var line in documentation.SelectMany(line => Fits(depth, "/// " + line) ? [line] : Wrapped(line)))
            Line(depth, "/// " + line);
        return this;
    }

    public Source Line(int depth, string line)
    {
        if (line.Length > 0)
            _text.Insert(_text.Length, Step, depth).Append(line);
        _text.Append('\n');
        return this;
    }

    /// <summary>A list in brackets: in one line if it fits, else in two, else one line for each part.</summary>
    public Source List(int depth, string head, string[] parts, string tail)
    {
        var joined = string.Join(", ", parts);
        if (Fits(depth, head + joined + tail))
            return Line(depth, head + joined + tail);
        Line(depth, head);
        if (Fits(depth + 1, joined + tail))
            return Line(depth + 1, joined + tail);
        for (var i = 0; i < parts.Length; i++)
            Line(depth + 1, parts[i] + (i < parts.Length - 1 ? "," : tail));
        return this;
    }

    /// <summary>A member that is one call.</summary>
    public Source Calls(string head, string[] parameters, string call, string[] arguments)
    {
        var whole = $"{head}{string.Join(", ", parameters)}) => {call}{string.Join(", ", arguments)});";
        return Fits(1, whole) ? Line(1, whole) : List(1, head, parameters, ") =>").List(2, call, arguments, ");");
    }

    public override string ToString() => _text + _end;

    /// <summary>A summary that needs more than one line, its tags on lines of their own.</summary>
    private static List<string> Wrapped(string summary)
    {
        var (begin, end) = (summary.IndexOf('>') + 1, summary.LastIndexOf('<'));
        List<string> lines = [summary[..begin], ""];
        foreach (var word in summary[begin..end].Split(' '))
        {
            if (Fits(1, $"/// {lines[^1]} {word}"))
                lines[^1] = $"{lines[^1]} {word}".TrimStart();
            else
                lines.Add(word);
        }

        return [.. lines, summary[end..]];
    }

    private static bool Fits(int depth, string line) => depth * Step.Length + line.Length <= Limit;
}
