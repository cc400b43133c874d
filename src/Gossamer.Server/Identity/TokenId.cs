using System.Diagnostics.CodeAnalysis;

namespace Gossamer.Server.Identity;

/// <summary>The id of a token (<c>jti</c>).</summary>
internal readonly record struct TokenId(string Value)
{
    /// <summary>In UTF-16 units.</summary>
    public const int MaxLength = 256;

    /// <summary>1 to 256 characters, none of them a control character.</summary>
    public static bool TryCreate([NotNullWhen(true)] string? text, out TokenId id)
    {
        var isOne = text is { Length: >= 1 and <= MaxLength } && !text.Any(char.IsControl);
        id = isOne ? new(text!) : default;
        return isOne;
    }

    public override string ToString() => Value;
}
