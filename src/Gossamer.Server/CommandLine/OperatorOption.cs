using System.CommandLine;
using Gossamer.Server.Http;

namespace Gossamer.Server.CommandLine;

/// <summary>Who may see how the mesh stands and who is there, and revoke, of a server in production.</summary>
internal sealed class OperatorOption
{
    private const string KeyVariable = "GOSSAMER_OPERATOR_KEY";

    private readonly KeyOption _key = new(
        "--operator-key", KeyVariable,
        "Turns on /metrics, /api/mesh, /api/connections, /api/users, /api/rooms, /api/revoke, /api/log and the page /mesh for whoever "
            + $"gives this key, {KeyOption.MinLength} characters or more. Better set {KeyVariable}. "
            + "With ASPNETCORE_ENVIRONMENT=Development they are on without a key");

    public void AddTo(Command command) => _key.AddTo(command);

    /// <summary>Returns null, or what is wrong in one line.</summary>
    public string? Read(ParseResult parsed, out OperatorAccess access)
    {
        var fault = _key.Read(parsed, out var key);
        access = key is not null ? OperatorAccess.By(key) : DevelopmentEnvironment.IsSet ? OperatorAccess.Everybody : OperatorAccess.Nobody;
        return fault;
    }
}
