using System.Reflection;
using System.Text.RegularExpressions;
using Gossamer.Tests;

namespace Gossamer.SocketIO.Tests.Readme;

/// <summary>docs/api-coverage.md: every item of Socket.IO's server API is there, says what it is, and names a test that there is.</summary>
public sealed partial class ApiCoverageTests
{
    /// <summary>The members of the types that socket.io 4.8 declares for its users, inherited ones of Node's emitter left out.</summary>
    private static readonly string[] Api =
    [
        "new Server", "listen", "attach", "attachApp", "bind", "httpServer", "connection", "new_namespace", "engine", "sockets", "of",
        "use", "emit", "send", "write", "emitWithAck", "timeout", "to", "in", "except", "volatile", "local", "compress", "fetchSockets",
        "allSockets", "socketsJoin", "socketsLeave", "disconnectSockets", "serverSideEmit", "serverSideEmitWithAck", "close", "path",
        "onconnection", "adapter", "parser", "connectTimeout", "connectionStateRecovery", "skipMiddlewares",
        "cleanupEmptyChildNamespaces", "serveClient", "pingInterval", "pingTimeout", "upgradeTimeout", "allowUpgrades", "transports",
        "maxHttpBufferSize", "allowRequest", "allowEIO3", "cookie", "cors", "perMessageDeflate", "httpCompression", "addTrailingSlash",
        "wsEngine", "name", "disconnecting", "disconnect", "id", "connected", "disconnected", "data", "nsp", "handshake", "request",
        "recovered", "rooms", "client", "conn", "on", "once", "off", "removeListener", "removeAllListeners", "eventNames", "listeners",
        "listenersAny", "listenersAnyOutgoing", "onAny", "offAny", "prependAny", "onAnyOutgoing", "offAnyOutgoing",
        "prependAnyOutgoing", "broadcast", "join", "leave", "connection_error", "clientsCount", "headers", "initial_headers", "upgrade",
        "drain", "transport.name", "protocol", "generateId", "handleUpgrade",
    ];

    private static readonly string[][] Rows =
    [
        .. Repository.Read("docs/api-coverage.md").Split('\n').Where(static line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(static line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1])
            .Where(static cells => cells[0] != "item"),
    ];

    [Fact]
    public void Page_OfSocketIOsApi_HasEveryItem()
    {
        var items = Rows.SelectMany(static cells => Code.Matches(cells[0]))
            .Select(static match => Name.Match(match.Groups["code"].Value).Value).ToHashSet(StringComparer.Ordinal);
        Api.Where(item => !items.Contains(item)).ShouldBeEmpty();
    }

    [Fact]
    public void Rows_OfThePage_SayWhatTheyAreAndWhy()
    {
        foreach (var cells in Rows)
        {
            cells.Length.ShouldBe(4, string.Join('|', cells));
            cells[1].ShouldBeOneOf("has", "differs", "will not");
            cells[3].ShouldNotBeEmpty(cells[0]);
            (cells[2].Length == 0).ShouldBe(cells[1] == "will not", cells[0]);
        }
    }

    [Fact]
    public void Tests_ThatThePageNames_AreThere()
    {
        var named = Rows.SelectMany(static cells => Code.Matches(cells[2])).Select(static match => match.Groups["code"].Value)
            .Distinct(StringComparer.Ordinal);
        named.Where(static test => !IsThere(test)).ShouldBeEmpty();
    }

    private static bool IsThere(string test)
    {
        if (test.EndsWith(".test.js", StringComparison.Ordinal))
            return File.Exists(Path.Combine(Repository.Root.FullName, "tests", "samples", "tests", test));
        var (type, method) = (test.Split('.')[0], test.Split('.')[1]);
        return typeof(ApiCoverageTests).Assembly.GetTypes().Where(t => t.Name == type)
            .Any(t => t.GetMethod(method, BindingFlags.Public | BindingFlags.Instance) is { } found
                && found.GetCustomAttributes(inherit: true).Any(static a => a is FactAttribute)) || IsInMeshTests(type, method);
    }

    /// <summary>What needs several servers is tested there.</summary>
    private static bool IsInMeshTests(string type, string method)
    {
        var file = Path.Combine("tests", "Gossamer.SocketIO.Mesh.Tests", type + ".cs");
        return File.Exists(Path.Combine(Repository.Root.FullName, file))
            && Repository.Read(file).Contains($"    [Fact]\n    public async Task {method}(", StringComparison.Ordinal);
    }

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Code { get; }

    /// <summary>Without the arguments.</summary>
    [GeneratedRegex(@"^(new )?[\w.]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Name { get; }
}
