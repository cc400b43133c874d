using System.Runtime.CompilerServices;

namespace Gossamer.Mesh.Simulation;

/// <summary>The words of a violation, put together only when there is one: millions of checks hold.</summary>
[InterpolatedStringHandler]
internal ref struct Because
{
    private DefaultInterpolatedStringHandler _text;

    public Because(int literalLength, int formattedCount, bool holds, out bool needed)
    {
        needed = !holds;
        _text = needed ? new(literalLength, formattedCount) : default;
    }

    public void AppendLiteral(string text) => _text.AppendLiteral(text);

    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    internal string Text() => _text.ToStringAndClear();
}
