using System.CommandLine;
using System.Globalization;
using Gossamer.Server.Hosting;
using Gossamer.SocketIO;

namespace Gossamer.Server.CommandLine;

/// <summary>The options that every way of running a server takes, and what they come to.</summary>
internal sealed class RunOptions
{
    public const string KeyVariable = "GOSSAMER_MESH_KEY";
    private const int MaxMilliseconds = 3_600_000;

    private readonly LogOption _log = new();
    private readonly KeyOption _meshKey = new(
        "--mesh-key", KeyVariable,
        $"A key that all servers share, {KeyOption.MinLength} characters or more, for servers without keys of their own. Better set "
            + $"{KeyVariable}: others can see command lines. Only needed by serve");

    private readonly WebOptions _web = new();
    private readonly LimitOptions _limits = new();
    private readonly TelemetryOption _telemetry = new();

    private readonly Option<int> _pingInterval = Milliseconds(
        "--ping-interval", 25_000, "How often clients are asked for a sign of life, in ms");

    private readonly Option<int> _pingTimeout = Milliseconds(
        "--ping-timeout", 20_000, "How long a client may take to give one before it counts as gone, in ms");

    private readonly Option<int> _pingTimeoutV3 = Milliseconds(
        "--ping-timeout-v3", 60_000, "The same for clients of Socket.IO 1.x and 2.x, which browsers slow down in hidden tabs, in ms");

    private readonly Option<int> _sessionWindow = Milliseconds(
        "--session-window", 12_000, "For how long a client that lost its connection may come back to its session, in ms; 0: not at all",
            least: 1_000, zero: true);

    private readonly Option<int> _outboxBytes = Whole(
        "--outbox-bytes", 16 * 1024 * 1024, "How many bytes may wait for a slow client before it is closed", "bytes", 64 * 1024,
            int.MaxValue);

    private readonly Option<int> _outboxPackets = Whole(
        "--outbox-packets", 10_000, "How many packets may wait for a slow client before it is closed", "packets", 16, int.MaxValue);

    private readonly Option<int?> _maxConnections = Limit(
        "--max-connections", "How many TCP connections the process takes, no address more than it leaves free. Without it as many as it "
        + "may have open files, less 400", "connections", 1);

    private readonly Option<int?> _sessions = Limit(
        "--max-sessions", "How many sessions a server has at a time. Without it 100000", "sessions", 1);

    private readonly Option<int?> _addressSessions = Limit(
        "--address-sessions", "How many of them one address may have. Without it 10000", "sessions", 1);

    private readonly Option<int?> _addressHandshakes = Limit(
        "--address-handshakes", "How many handshakes a second one address may make, 2 seconds' worth at once. Without it 1000",
        "handshakes", 1);

    private readonly Option<int?> _maxMemory = Limit(
        "--max-memory", "How many bytes the process may hold for all clients together; beyond it those for whom most is held are closed. "
            + "Without it 192 MiB, or a quarter of the memory that the process may use where that is less", "bytes",
        ServerSettings.LeastMemory);

    private readonly Option<int?> _packets = Limit(
        "--packets-per-second", "How many packets a second a client may send before it is read more slowly; 0: any number. Without it 1000",
        "packets");

    private readonly Option<int?> _bytes = Limit(
        "--bytes-per-second", "How many bytes a second a client may send before it is read more slowly; 0: any number. Without it 4 MiB",
        "bytes");

    private readonly Option<int?> _addressPackets = Limit(
        "--address-packets-per-second", "The same for all clients of one address together. Without it 20000", "packets");

    private readonly Option<int?> _addressBytes = Limit(
        "--address-bytes-per-second", "The same for all clients of one address together. Without it 40 MiB", "bytes");

    private readonly Option<int> _copies = Whole(
        "--copies", 1,
        "On how many servers a message is before it is acknowledged: 1, those that hold its users, or 2, so that no one server's death "
            + "loses any",
        "servers", 1, 2);

    public void AddTo(Command command)
    {
        _log.AddTo(command);
        _meshKey.AddTo(command);
        _web.AddTo(command);
        _limits.AddTo(command);
        command.Add(_pingInterval);
        command.Add(_pingTimeout);
        command.Add(_pingTimeoutV3);
        command.Add(_sessionWindow);
        command.Add(_copies);
        command.Add(_outboxBytes);
        command.Add(_outboxPackets);
        command.Add(_maxConnections);
        command.Add(_sessions);
        command.Add(_addressSessions);
        command.Add(_addressHandshakes);
        command.Add(_maxMemory);
        command.Add(_packets);
        command.Add(_bytes);
        command.Add(_addressPackets);
        command.Add(_addressBytes);
        _telemetry.AddTo(command);
    }

    /// <summary>Takes the settings from the command line and the environment. Returns null, or what is wrong in one line.</summary>
    public string? Read(ParseResult parsed, out ServerSettings? settings)
    {
        settings = null;
        if (_meshKey.Read(parsed, out var key) is { } keyFault)
            return keyFault;
        if (_web.Read(parsed, out var origins, out var proxies, out var publicUrl) is { } webFault)
            return webFault;
        if (_log.Read(parsed, out var log) is { } logFault)
            return logFault;
        if (_telemetry.Read(parsed, out var telemetry) is { } telemetryFault)
            return telemetryFault;
        settings = new ServerSettings
        {
            Log = log,
            MeshKey = key,
            PingInterval = TimeSpan.FromMilliseconds(parsed.GetValue(_pingInterval)),
            PingTimeout = TimeSpan.FromMilliseconds(parsed.GetValue(_pingTimeout)),
            PingTimeoutV3 = TimeSpan.FromMilliseconds(parsed.GetValue(_pingTimeoutV3)),
            OutboxBytes = parsed.GetValue(_outboxBytes),
            OutboxPackets = parsed.GetValue(_outboxPackets),
            Connections = new TcpConnectionLimit(parsed.GetValue(_maxConnections) ?? OpenFiles.MaxConnections(), TimeProvider.System),
            MaxMemory = parsed.GetValue(_maxMemory) ?? new SocketIOOptions().MaxMemory,
            Sessions = new SessionLimits
            {
                Sessions = parsed.GetValue(_sessions),
                AddressSessions = parsed.GetValue(_addressSessions),
                AddressHandshakes = parsed.GetValue(_addressHandshakes),
            },
            Rates = new SendRates
            {
                Packets = parsed.GetValue(_packets),
                Bytes = parsed.GetValue(_bytes),
                AddressPackets = parsed.GetValue(_addressPackets),
                AddressBytes = parsed.GetValue(_addressBytes),
            },
            SessionWindow = TimeSpan.FromMilliseconds(parsed.GetValue(_sessionWindow)),
            Copies = parsed.GetValue(_copies),
            Origins = origins,
            Proxies = proxies,
            PublicUrl = publicUrl,
            Chat = _limits.Read(parsed),
            Telemetry = telemetry,
        };
        return null;
    }

    /// <param name="name">The option.</param>
    /// <param name="standard">Its value when it is not given.</param>
    /// <param name="description">What it does.</param>
    /// <param name="least">The smallest value.</param>
    /// <param name="zero">Whether 0 is one as well.</param>
    public static Option<int> Milliseconds(string name, int standard, string description, int least = 50, bool zero = false) =>
        Whole(name, standard, description, "ms", least, MaxMilliseconds, zero);

    /// <summary>A whole number for which something else decides when it is not given.</summary>
    private static Option<int?> Limit(string name, string description, string unit, int least = 0)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = unit };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var value) && value < least)
                result.AddError($"{name}: {value} is out of range. Give {unit} from {least} to {int.MaxValue}.");
        });
        return option;
    }

    /// <param name="name">The option.</param>
    /// <param name="standard">Its value when it is not given.</param>
    /// <param name="description">What it does.</param>
    /// <param name="unit">What is counted.</param>
    /// <param name="least">The smallest value.</param>
    /// <param name="most">The largest.</param>
    /// <param name="zero">Whether 0 is one as well.</param>
    public static Option<int> Whole(string name, int standard, string description, string unit, int least, int most, bool zero = false)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => standard, HelpName = unit };
        option.Validators.Add(result =>
        {
            // What is no number at all has an error already.
            if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var value)
                && (value < least || value > most) && !(zero && value == 0))
                result.AddError($"{name}: {value} is out of range. Give {(zero ? "0, or " : "")}{Units(unit)} from {least} to {most}.");
        });
        return option;
    }

    private static string Units(string unit) => unit == "ms" ? "milliseconds" : unit;
}
