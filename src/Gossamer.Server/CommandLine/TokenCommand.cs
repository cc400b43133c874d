using System.CommandLine;
using System.Security.Cryptography;
using Gossamer.Mesh;
using Gossamer.Server.Hosting;
using Gossamer.Server.Identity;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gossamer.Server.CommandLine;

/// <summary><c>gossamer token --user Anna</c>: issues a token, to try out <c>--identity jwt</c>.</summary>
internal sealed class TokenCommand
{
    private readonly Option<string> _user = new("--user") { Description = "Whose token it is", HelpName = "name", Required = true };

    private readonly Option<string> _keyFile = new("--key-file")
    {
        Description = "The key that signs it: a secret, or a private PEM key (RSA, EC). Without such a file a secret is made",
        HelpName = "file",
        DefaultValueFactory = _ => "jwt.key",
    };

    private readonly Option<int> _lifetime = RunOptions.Whole("--lifetime", 3600, "For how long it is good", "seconds", 1, 3600 * 24 * 366);

    private readonly Option<string?> _issuer = new("--issuer") { Description = "Its issuer", HelpName = "iss" };

    private readonly Option<string?> _audience = new("--audience") { Description = "For whom it is", HelpName = "aud" };

    private readonly Option<string> _claim = new("--claim")
    {
        Description = "The claim that is the user's name, as --user-claim of the server",
        HelpName = "claim",
        DefaultValueFactory = _ => "sub",
    };

    public Command Create()
    {
        var command = new Command("token", "Issue a token for a user, to try out serve --identity jwt")
        {
            _user, _keyFile, _lifetime, _issuer, _audience, _claim,
        };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, cancellation));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var file = parsed.GetRequiredValue(_keyFile);
        if (!UserName.TryCreate(parsed.GetRequiredValue(_user), out var user, out var problem))
            return await Fault.ReportAsync(error, $"--user: {problem}.");
        if (!File.Exists(file) && await MakeSecretAsync(file, error, cancellation) is { } unmade)
            return await Fault.ReportAsync(error, $"--key-file: {unmade}.");
        if (JwtKeyFile.ReadKey(file, out var key) is { } fault)
            return await Fault.ReportAsync(error, $"--key-file: {fault}.");
        if (!JwtKeyFile.CanSign(key!))
            return await Fault.ReportAsync(error, $"--key-file: {file}: it is a public key, which signs nothing. Give the private one.");
        await output.WriteLineAsync(Issue(parsed, user, key!).AsMemory(), cancellation);
        return (int)ExitCode.Ok;
    }

    private string Issue(ParseResult parsed, UserName user, SecurityKey key)
    {
        var now = DateTime.UtcNow;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Claims = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                [parsed.GetRequiredValue(_claim)] = user.Value,
                [JwtRegisteredClaimNames.Jti] = Guid.CreateVersion7().ToString(),
            },
            IssuedAt = now,
            Expires = now.AddSeconds(parsed.GetValue(_lifetime)),
            Issuer = parsed.GetValue(_issuer),
            Audience = parsed.GetValue(_audience),
            SigningCredentials = new SigningCredentials(key, AlgorithmOf(key)),
        });
    }

    private static string AlgorithmOf(SecurityKey key) => key switch
    {
        RsaSecurityKey => SecurityAlgorithms.RsaSha256,
        ECDsaSecurityKey { KeySize: <= 256 } => SecurityAlgorithms.EcdsaSha256,
        ECDsaSecurityKey { KeySize: <= 384 } => SecurityAlgorithms.EcdsaSha384,
        ECDsaSecurityKey => SecurityAlgorithms.EcdsaSha512,
        _ => SecurityAlgorithms.HmacSha256,
    };

    /// <summary>Returns null, or why the file could not be made.</summary>
    private static async Task<string?> MakeSecretAsync(string file, TextWriter error, CancellationToken cancellation)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            await using var writer = new StreamWriter(file, options);
            await writer.WriteLineAsync(RandomNumberGenerator.GetHexString(64).AsMemory(), cancellation);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"{file}: it cannot be made ({fault.Message.TrimEnd('.')})";
        }

        var made = $"Made the secret {file}. The servers take it by --identity jwt --jwt-key-file {file}.";
        await error.WriteLineAsync(made.AsMemory(), cancellation);
        return null;
    }
}
