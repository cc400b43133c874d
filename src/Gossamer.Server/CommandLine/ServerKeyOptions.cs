using System.Collections.Immutable;
using System.CommandLine;
using Gossamer.Mesh;
using Gossamer.Mesh.Direct;
using Gossamer.Server.Configuration;
using Gossamer.Server.Hosting;

namespace Gossamer.Server.CommandLine;

/// <summary>By which keys <c>serve</c> links with the other servers. Each method returns null, or what is wrong in one line.</summary>
internal sealed class ServerKeyOptions
{
    public const string KeyVariable = "GOSSAMER_SERVER_KEY";
    public const string PeersVariable = "GOSSAMER_PEER_KEYS";

    private readonly Option<string?> _own = new("--server-key")
    {
        Description = $"The file of this server's private key (gossamer key new). Or set {KeyVariable} to it. The others know it by its "
            + "publicKey in the configuration",
        HelpName = "file",
    };

    private readonly Option<string?> _peers = new("--peer-keys")
    {
        Description = $"A folder with the public keys of the other servers, <id>.pem each, besides those in the configuration. Or set "
            + PeersVariable,
        HelpName = "folder",
    };

    public void AddTo(Command command)
    {
        command.Add(_own);
        command.Add(_peers);
    }

    /// <summary>The file of the private key, if one is named.</summary>
    public string? OwnPath(ParseResult parsed) =>
        (parsed.GetValue(_own) ?? Environment.GetEnvironmentVariable(KeyVariable)) is { Length: > 0 } path ? path : null;

    public string? Read(ParseResult parsed, ServerEntry self, ClusterConfig config, string? meshKey, out ServerKeys keys)
    {
        keys = ServerKeys.None;
        if (ReadOwn(parsed, out var own) is { } ownFault)
            return ownFault;
        if (ReadPublic(parsed, config, out var known) is { } publicFault)
            return publicFault;
        if (own is not null && known.TryGetValue(self.Id, out var told) && !own.IsAmong(told))
            return $"--server-key: that key belongs to another public key than {self.Id.Value} has in {config.File}. "
                + $"Its own is {own.PublicKey}.";
        if (own is null && known.ContainsKey(self.Id))
            return $"{config.File}: {self.Id.Value} has a publicKey, and is not given the private one. "
                + $"Give --server-key, or set {KeyVariable}.";

        var others = config.Servers.Where(server => server != self && !server.IsOld).ToList();
        keys = new ServerKeys(own?.PrivateKey, known.Remove(self.Id), AllowsDerived(config, own, known, meshKey));
        if (config.Mesh.Nats is not null)
            return null; // its accounts and permissions say who is a server
        if (config.Mesh.IsOpen && meshKey is null && !keys.AllowsDerived)
            return $"{config.File}: mesh.discover: servers that are found are known by the key that all share. "
                + $"Set {RunOptions.KeyVariable} to the same {KeyOption.MinLength} or more characters for all.";
        if (meshKey is not null || keys.AllowsDerived || others.Count == 0)
            return null;
        var strangers = others.Where(server => !known.ContainsKey(server.Id)).Select(server => server.Id.Value).ToList();
        return own is not null && strangers.Count == 0 ? null : NoKey(config, own is null ? self.Id.Value : strangers[0]);
    }

    private static bool AllowsDerived(
        ClusterConfig config, MeshKeyPair? own, ImmutableDictionary<NodeId, string> known, string? meshKey) =>
        DevelopmentEnvironment.IsSet && config.IsLoopbackOnly && own is null && known.IsEmpty && meshKey is null;

    private static string NoKey(ClusterConfig config, string server) =>
        $"{config.File}: servers need keys to know each other, and {server} has none. Make one for each with \"gossamer key new\", give it "
            + $"by --server-key and its public half as \"publicKey\" in the configuration; or set {RunOptions.KeyVariable} to the same "
            + $"{KeyOption.MinLength} or more characters for all; or, on one developer's machine, {DevelopmentEnvironment.Setting}.";

    private string? ReadOwn(ParseResult parsed, out MeshKeyPair? own)
    {
        own = null;
        var given = parsed.GetValue(_own);
        var path = given ?? Environment.GetEnvironmentVariable(KeyVariable);
        if (string.IsNullOrEmpty(path))
            return null;
        var name = given is null ? KeyVariable : "--server-key";
        if (!FileText.TryRead(path, out var pem, out var problem))
            return $"{name}: {problem}. Make one with \"gossamer key new --out {path}\".";
        return MeshKeyPair.TryRead(pem, out own) ? null : $"{name}: {path} holds no private key that \"gossamer key new\" makes.";
    }

    private string? ReadPublic(ParseResult parsed, ClusterConfig config, out ImmutableDictionary<NodeId, string> known)
    {
        var keys = ImmutableDictionary.CreateBuilder<NodeId, string>();
        known = keys.ToImmutable();
        foreach (var server in config.Servers)
            if (server.PublicKey is { } key)
                keys[server.Id] = key;
        var folder = parsed.GetValue(_peers) ?? Environment.GetEnvironmentVariable(PeersVariable);
        if (!string.IsNullOrEmpty(folder) && ReadFolder(folder, config, keys) is { } fault)
            return $"{(parsed.GetValue(_peers) is null ? PeersVariable : "--peer-keys")}: {fault}.";
        known = keys.ToImmutable();
        return null;
    }

    /// <summary>A server's key in both places is a mistake: which of them is old cannot be seen.</summary>
    private static string? ReadFolder(string folder, ClusterConfig config, ImmutableDictionary<NodeId, string>.Builder keys)
    {
        if (!Directory.Exists(folder))
            return $"there is no folder {folder}";
        foreach (var server in config.Servers)
        {
            var path = Path.Combine(folder, server.Id.Value + ".pem");
            if (Path.GetFileName(path) != server.Id.Value + ".pem" || !File.Exists(path))
                continue;
            if (keys.ContainsKey(server.Id))
                return $"{server.Id.Value} has a key in {path} and in {config.File}. Leave one of them out";
            if (!FileText.TryRead(path, out var text, out var problem))
                return problem;
            if (!MeshKeyPair.IsPublicKey(text))
                return $"{path} holds no public key that \"gossamer key new\" prints";
            keys[server.Id] = text;
        }

        return null;
    }
}
