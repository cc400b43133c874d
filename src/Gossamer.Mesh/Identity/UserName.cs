using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Gossamer.Mesh;

/// <summary>
/// A valid name of a user: 1 to <see cref="MaxLength"/> UTF-16 units after trimming, of characters that can be seen or stand between such:
/// no control or format characters, no line ends, no unpaired surrogates. Names are case-sensitive and compared unit by unit.
/// </summary>
public readonly record struct UserName : IComparable<UserName>
{
    /// <summary>The longest name, in UTF-16 units.</summary>
    public const int MaxLength = 64;

    private const int MaxUtf8BytesOfUnit = 3;

    private readonly string? _value;

    private UserName(string value) => _value = value;

    /// <summary>The name; empty only for <c>default</c>, which is no valid name.</summary>
    public string Value => _value ?? "";

    /// <summary>Makes a name of what a client sent.</summary>
    /// <param name="text">What was sent. White space around it is left out.</param>
    /// <param name="name">The name, when it is one.</param>
    /// <param name="error">What is wrong, in words fit for the client, when it is not.</param>
    public static bool TryCreate(string? text, out UserName name, [NotNullWhen(false)] out string? error)
    {
        var trimmed = text?.Trim() ?? "";
        error = Fault(trimmed);
        name = error is null ? new(trimmed) : default;
        return error is null;
    }

    /// <summary>Takes a name from a peer: valid as it stands, nothing to trim.</summary>
    internal static bool TryTakeExact(ReadOnlySpan<byte> utf8, out UserName name)
    {
        name = default;
        return utf8.Length <= MaxLength * MaxUtf8BytesOfUnit && TryTakeExact(Encoding.UTF8.GetString(utf8), out name);
    }

    /// <inheritdoc cref="TryTakeExact(ReadOnlySpan{byte}, out UserName)"/>
    internal static bool TryTakeExact(string text, out UserName name)
    {
        var valid = Fault(text) is null && !char.IsWhiteSpace(text[0]) && !char.IsWhiteSpace(text[^1]);
        name = valid ? new(text) : default;
        return valid;
    }

    /// <summary>Makes a name of the bytes that the directory keeps of one.</summary>
    internal static UserName FromBytes(ReadOnlySpan<byte> bytes)
    {
        Span<char> units = stackalloc char[MaxLength];
        return new(new string(units[..UserNameCodec.Read(bytes, units)]));
    }

    /// <summary>Compares by UTF-16 units, as JavaScript's <c>sort()</c> does.</summary>
    /// <param name="other">The other name.</param>
    public int CompareTo(UserName other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator <(UserName left, UserName right) => left.CompareTo(right) < 0;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator >(UserName left, UserName right) => left.CompareTo(right) > 0;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator <=(UserName left, UserName right) => left.CompareTo(right) <= 0;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator >=(UserName left, UserName right) => left.CompareTo(right) >= 0;

    /// <summary>The name itself.</summary>
    public override string ToString() => Value;

    private static string? Fault(string text)
    {
        if (text.Length == 0)
            return "a user name must not be empty";
        if (text.Length > MaxLength)
            return $"a user name has at most {MaxLength} UTF-16 units";
        return NameCharacters.Fault(text);
    }
}
