using System.Text;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Gossamer.ApiPages.Pages;

/// <summary>The elements of XML comments as Markdown. A paragraph is one line.</summary>
internal sealed class Prose(Compilation compilation, Links links, Action<string> report)
{
    internal Links Links => links;

    /// <summary>Paragraphs, code and lists, each without a line break at its ends.</summary>
    internal IReadOnlyList<string> Blocks(XElement element)
    {
        var (blocks, line) = (new List<string>(), new StringBuilder());
        foreach (var node in element.Nodes())
        {
            if (node is XElement { Name.LocalName: "para" or "p" or "code" or "list" or "br" } block)
            {
                Flush();
                blocks.AddRange(BlocksOf(block));
            }
            else
            {
                line.Append(Inline(node));
            }
        }

        Flush();
        return blocks;

        void Flush()
        {
            if (!string.IsNullOrWhiteSpace(line.ToString()))
                blocks.Add(Markdown.Paragraph(line.ToString()));
            line.Clear();
        }
    }

    /// <summary>The first paragraph, for a place that has no more room; without the sentence that leads to code below it.</summary>
    internal string FirstBlock(XElement? element)
    {
        var blocks = element is null ? [] : Blocks(element);
        var first = blocks.FirstOrDefault(static block => !block.StartsWith("```", StringComparison.Ordinal)) ?? "";
        var end = first.LastIndexOf(". ", StringComparison.Ordinal);
        return end >= 0 && first[^1] is not ('.' or ')') ? first[..(end + 1)] : first;
    }

    private IEnumerable<string> BlocksOf(XElement element) => element.Name.LocalName switch
    {
        "code" => [Markdown.Fence(Dedented(element.Value), (string?)element.Attribute("language") ?? "")],
        "list" => [List(element)],
        _ => Blocks(element),
    };

    private string List(XElement list)
    {
        var isNumbered = (string?)list.Attribute("type") == "number";
        return string.Join('\n', list.Elements("item")
            .Select((item, index) => Markdown.Item(ItemBlocks(item), isNumbered ? $"{index + 1}. " : "- ")));
    }

    private IReadOnlyList<string> ItemBlocks(XElement item)
    {
        var text = Blocks(item.Element("description") ?? (item.Element("term") is null ? item : new XElement("description")));
        return item.Element("term") is not { } term ? text
            : [$"**{string.Join(' ', Blocks(term))}**{(text.Count > 0 ? $": {text[0]}" : "")}", .. text.Skip(1)];
    }

    private string Inline(XNode node) => node switch
    {
        XText text => Markdown.Text(text.Value),
        XElement element => Inline(element),
        _ => "",
    };

    private string Inline(XElement element)
    {
        switch (element.Name.LocalName)
        {
            case "c":
                return Markdown.Code(element.Value);
            case "b" or "strong":
                return $"**{string.Concat(element.Nodes().Select(Inline))}**";
            case "i" or "em":
                return $"*{string.Concat(element.Nodes().Select(Inline))}*";
            case "paramref" or "typeparamref":
                return Markdown.Code((string?)element.Attribute("name") ?? "");
            case "see" or "seealso":
                return See(element);
            default:
                report($"<{element.Name.LocalName}> is an element that the pages do not know");
                return "";
        }
    }

    private string See(XElement see)
    {
        var text = see.IsEmpty || see.Value.Length == 0 ? null : string.Concat(see.Nodes().Select(Inline));
        if ((string?)see.Attribute("langword") is { } word)
            return Markdown.Code(word);

        if ((string?)see.Attribute("href") is { } address)
            return Markdown.Link(text ?? address, address);

        var cref = (string?)see.Attribute("cref") ?? "";
        if (SymbolOf(cref) is { } symbol)
            return text is null ? links.To(symbol) : links.To(symbol, text);

        report($"cref=\"{cref}\" is not found");
        return text ?? Markdown.Code(cref[(cref.IndexOf(':', StringComparison.Ordinal) + 1)..]);
    }

    internal ISymbol? SymbolOf(string cref) => DocumentationCommentId.GetFirstSymbolForDeclarationId(cref, compilation);

    /// <summary>Without the indentation that all lines share, and the empty lines at both ends.</summary>
    private static string Dedented(string code)
    {
        var lines = code.ReplaceLineEndings("\n").Split('\n').Select(static line => line.TrimEnd())
            .SkipWhile(static line => line.Length == 0).Reverse().SkipWhile(static line => line.Length == 0).Reverse().ToList();
        var indentation = lines.Where(static line => line.Length > 0)
            .Select(static line => line.Length - line.TrimStart().Length).DefaultIfEmpty().Min();
        return string.Join('\n', lines.Select(line => line.Length == 0 ? line : line[indentation..]));
    }
}
