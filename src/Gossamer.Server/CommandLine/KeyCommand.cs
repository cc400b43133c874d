using System.CommandLine;
using Gossamer.Mesh.Direct;

namespace Gossamer.Server.CommandLine;

/// <summary><c>gossamer key</c>: the key pairs by which servers know each other.</summary>
internal sealed class KeyCommand
{
    private readonly Option<string> _out = new("--out")
    {
        Description = "Where the private key goes; a file that is there already stays as it is",
        DefaultValueFactory = _ => "gossamer.key",
        HelpName = "file",
    };

    private readonly Argument<string> _file = new("file") { Description = "A private key" };

    public Command Create()
    {
        var create = new Command("new", "Make a key pair for one server: a file with the private key; the public one is printed") { _out };
        create.SetAction((parsed, _) => CreateAsync(parsed));
        var show = new Command("public", "Print the public key that belongs to a private one") { _file };
        show.SetAction((parsed, _) => ShowAsync(parsed));
        return new Command("key", "The keys by which servers know each other") { create, show };
    }

    private async Task<int> CreateAsync(ParseResult parsed)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var (path, pair) = (parsed.GetValue(_out)!, MeshKeyPair.Create());
        if (await PrivateFile.WriteAsync(path, pair.PrivateKey) is { } problem)
            return await Fault.ReportAsync(error, $"--out: {problem}.");
        await output.WriteLineAsync(pair.PublicKey);
        await error.WriteLineAsync($"The private key is in {path}; it stays on its server (serve --server-key {path}). "
            + "The line above is the \"publicKey\" of that server in the configuration of all.");
        return 0;
    }

    private async Task<int> ShowAsync(ParseResult parsed)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        if (!FileText.TryRead(parsed.GetRequiredValue(_file), out var pem, out var problem))
            return await Fault.ReportAsync(error, $"{problem}.");
        if (!MeshKeyPair.TryRead(pem, out var pair))
            return await Fault.ReportAsync(
                error, $"{parsed.GetRequiredValue(_file)} holds no private key that \"gossamer key new\" makes.");
        await output.WriteLineAsync(pair.PublicKey);
        return 0;
    }
}
