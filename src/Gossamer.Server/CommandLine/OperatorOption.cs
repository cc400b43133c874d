using System.CommandLine;
using Gossamer.Server.Http;

namespace Gossamer.Server.CommandLine;

/// <summary>Who may see how the mesh stands, of a server in production.</summary>
internal sealed class OperatorOption
{
    public const string KeyVariable = "GOSSAMER_OPERATOR_KEY";
    public const int MinKeyLength = 16;

    private readonly Option<string?> _key = new("--operator-key")
    {
        Description = $"Turns on /api/mesh and the page /mesh for whoever gives this key, {MinKeyLength} characters or more. Better set {KeyVariable}. "
            + "With ASPNETCORE_ENVIRONMENT=Development they are on without a key",
        HelpName = "key",
    };

    public void AddTo(Command command) => command.Add(_key);

    /// <summary>Returns null, or what is wrong in one line.</summary>
    public string? Read(ParseResult parsed, out OperatorAccess access)
    {
        var option = parsed.GetValue(_key);
        var key = option ?? Environment.GetEnvironmentVariable(KeyVariable);
        access = OperatorAccess.Nobody;
        if (string.IsNullOrEmpty(key))
        {
            if (string.Equals(Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT"), "Development", StringComparison.OrdinalIgnoreCase))
                access = OperatorAccess.Everybody;
            return null;
        }

        if (key.Length < MinKeyLength)
            return $"{(option is null ? KeyVariable : "--operator-key")}: the key is too short. Give {MinKeyLength} characters or more.";
        access = OperatorAccess.By(key);
        return null;
    }
}
