using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json;
using Gossamer.Mesh;

namespace Gossamer.Server.Configuration;

/// <summary>
/// From well-formed JSON to a checked <see cref="ClusterConfig"/>:
/// <code>{"servers":[{"id":"server-1","ip":"127.0.0.1","port":3001}, ...]}</code>
/// A server of the old system has <c>"protocol": "socket.io-1"</c> as well, one with a key of its own <c>"publicKey"</c>, one that others
/// find elsewhere than at its address <c>"url"</c>. Servers that are found need not be listed (<see cref="MeshSection"/>).
/// Properties it does not know are left alone, so that one file serves several versions. The first problem ends the reading.
/// </summary>
internal sealed class ClusterReader(string file)
{
    private const int MaxServers = 1024;
    private const string EntryForm = """{"id": "server-1", "ip": "127.0.0.1", "port": 3001}""";

    private readonly Dictionary<NodeId, int> _ids = [];
    private readonly Dictionary<IPEndPoint, int> _addresses = [];
    private MeshSection _mesh = MeshSection.None;
    private ConfigError? _error;

    public bool TryRead(JsonElement root, [NotNullWhen(true)] out ClusterConfig? config, [NotNullWhen(false)] out ConfigError? error)
    {
        config = null;
        if (root.ValueKind == JsonValueKind.Object && new MeshSectionReader(file).TryRead(root, out var mesh, out _error))
            _mesh = mesh;
        if (_error is null && ReadServers(root) is { } servers)
            config = new ClusterConfig(file, servers) { Mesh = _mesh };
        error = _error;
        return error is null && config is not null;
    }

    private ImmutableArray<ServerEntry>? ReadServers(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return Fail(null, $"holds {ConfigValue.Kind(root)} where an object is needed", $$"""Write {"servers": [{{EntryForm}}]}""");
        if (!root.TryGetProperty("servers", out var list) && _mesh.IsOpen)
            return [];
        if (list.ValueKind == JsonValueKind.Undefined)
            return Fail("servers", "is missing", $"Add \"servers\": [{EntryForm}]");
        if (list.ValueKind != JsonValueKind.Array)
            return Fail("servers", $"is {ConfigValue.Kind(list)} where a list is needed", $"Write \"servers\": [{EntryForm}]");
        if (list.GetArrayLength() is 0)
            return Fail("servers", "is empty", $"Add at least one server, such as {EntryForm}");
        if (list.GetArrayLength() > MaxServers)
            return Fail("servers", $"has {list.GetArrayLength()} entries", $"Give at most {MaxServers}");

        var servers = ImmutableArray.CreateBuilder<ServerEntry>(list.GetArrayLength());
        foreach (var element in list.EnumerateArray())
        {
            if (ReadServer(element, servers.Count) is not { } server)
                return null;
            servers.Add(server);
        }
        return servers.MoveToImmutable();
    }

    private ServerEntry? ReadServer(JsonElement element, int index)
    {
        var key = $"servers[{index}]";
        if (element.ValueKind != JsonValueKind.Object)
        {
            Fail(key, $"is {ConfigValue.Kind(element)} where an object is needed", $"Write {EntryForm}");
            return null;
        }
        if (!Read<NodeId>(element, key, "id", ConfigValue.Id, out var id)
            || !Read<IPAddress>(element, key, "ip", ConfigValue.Ip, out var ip)
            || !Read<int>(element, key, "port", ConfigValue.Port, out var port))
            return null;
        if (!ReadIfThere<bool>(element, key, "protocol", ConfigValue.IsOldProtocol, out var isOld)
            || !ReadIfThere<string>(element, key, "publicKey", ConfigValue.PublicKey, out var publicKey)
            || !ReadIfThere<Uri>(element, key, "url", ConfigValue.Url, out var url))
            return null;

        var entry = new ServerEntry(id, ip, port) { IsOld = isOld, PublicKey = publicKey, GivenUrl = url };
        return IsFirst(_ids, entry.Id, index, $"{key}.id", $"\"{id.Value}\"", "id")
            && IsFirst(_addresses, entry.EndPoint, index, $"{key}.port", $"{entry.EndPoint}", "ip and port") ? entry : null;
    }

    private bool Read<T>(JsonElement server, string key, string name, ConfigValue.Parser<T> parse, [NotNullWhen(true)] out T? value)
    {
        value = default;
        if (!server.TryGetProperty(name, out var element))
            Fail($"{key}.{name}", "is missing", $"Add \"{name}\", as in {EntryForm}");
        else if (parse(element, out value) is { } fault)
            Fail($"{key}.{name}", fault.Problem, fault.Remedy);
        return value is not null && _error is null;
    }

    private bool ReadIfThere<T>(JsonElement server, string key, string name, ConfigValue.Parser<T> parse, out T? value)
    {
        value = default;
        return !server.TryGetProperty(name, out _) || Read(server, key, name, parse, out value);
    }

    private bool IsFirst<T>(Dictionary<T, int> seen, T value, int index, string key, string shown, string what)
        where T : notnull
    {
        if (!seen.TryAdd(value, index))
            Fail(key, $"{shown} is already taken by servers[{seen[value]}]", $"Give each server its own {what}");
        return _error is null;
    }

    private ImmutableArray<ServerEntry>? Fail(string? place, string problem, string remedy)
    {
        _error ??= new ConfigError(file, place, problem, remedy);
        return null;
    }
}
