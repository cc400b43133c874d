using System.CommandLine;

namespace Gossamer.Server.CommandLine;

/// <summary>A secret that the command line or, better, since others can see command lines, a variable of the environment gives.</summary>
internal sealed class KeyOption(string name, string variable, string description)
{
    public const int MinLength = 16; // what the links demand

    private readonly Option<string?> _option = new(name) { Description = description, HelpName = "key" };

    public void AddTo(Command command) => command.Add(_option);

    /// <summary>Returns null, or what is wrong in one line. The key is null when nobody gave one.</summary>
    public string? Read(ParseResult parsed, out string? key)
    {
        var given = parsed.GetValue(_option);
        key = given ?? Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrEmpty(key))
            key = null;
        return key is null or { Length: >= MinLength }
            ? null
            : $"{(given is null ? variable : name)}: the key is too short. Give {MinLength} characters or more.";
    }
}
