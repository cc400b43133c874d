namespace Gossamer.Bench.Engines;

/// <summary>Unit costs, and what they come to for more servers than there were.</summary>
internal sealed class PaperTables
{
    private static readonly int[] Sizes = [1, 10, 100, 1000];

    private readonly Telling _telling;
    private readonly UnitCosts _direct;
    private readonly UnitCosts _nats;

    public PaperTables(Results results) =>
        (_telling, _direct, _nats) = (results.Telling, new(results.Of(Engine.Direct)), new(results.Of(Engine.Nats)));

    public IEnumerable<string> Units() =>
    [
        .. Tables.Head("", "unit", "direct", "NATS: a server", "NATS: nats-server"),
        Unit("a server alone, at rest", "us/s", Both(static costs => costs.AloneAtRest)),
        Unit("**L** one further server, at rest", "us/s", Both(static costs => costs.LinkAtRest), _nats.NatsLinkAtRest),
        Unit("its bytes, both ways, of 16 servers", "B/s", Both(static costs => costs.LinkBytes(16))),
        Unit("the same of 257 and more", "B/s", Both(static costs => costs.LinkBytes(UnitCosts.MostTold))),
        Unit("its segments, both ways", "1/s", Both(static costs => costs.LinkSegments)),
        Unit("its sockets", "", Both(static costs => costs.LinkSockets)),
        Unit("its memory, resident", "KB", Both(static costs => costs.LinkMemory / 1e3)),
        Unit("**P** a user comes or goes: each server told", "us", Both(static costs => costs.ChangeThere)),
        Unit("**T** its own server tells one further server", "us", Both(static costs => costs.ChangeTold), _nats.NatsChangeTold),
        Unit("its own server, the client's connection", "us", Both(static costs => costs.ChangeAlone)),
        Unit("bytes to each server told", "B", Both(static costs => costs.ChangeBytes)),
        Unit("a message to a user of another server, both servers", "us", Both(static costs => costs.Message), _nats.NatsMessage),
        Unit("a delivery in a room with a member at each server", "us", Both(static costs => costs.Delivery), _nats.NatsDelivery),
        Unit(
            $"a client in `changes` is told of {Tables.Short(_telling.MessageNames)} names" + (_telling.IsLost ? ", by join storms" : ""),
            "us", (_telling.Cost, null)),
        Unit("the same, a name", "B", (_telling.NameBytes, null)),
    ];

    public IEnumerable<string> Sheets() =>
    [
        .. Tables.Head(["", .. Sizes.Select(static size => $"{size:N0}")]),
        Row("users", static paper => Count(paper.Users)),
        Row("links of a server, each way", static paper => Count(paper.Others)),
        Row("pairs of servers", static paper => Count(paper.Servers * paper.Others / 2)),
        Row("pulses a second, in all", static paper => Count(paper.Servers * paper.Others)),
        Row("comings and goings a second", static paper => Count(paper.Changes)),
        Row("told, in all, a second", static paper => Count(paper.Changes * paper.Others)),
        Row("directory, each server", static paper => Tables.Bytes(paper.Directory)),
        .. PerEngine("links at rest, a server", static paper => $"{Tables.Core(paper.LinksCpu)}, {Tables.Bytes(paper.LinksBytes)}/s"),
        .. PerEngine("presence, a server", static paper => $"{Tables.Core(paper.PresenceCpu)}, {Tables.Bytes(paper.PresenceBytes)}/s"),
        .. PerEngine("chat, a server", static paper => Tables.Core(paper.ChatCpu)),
        Tables.Row([
            "nats-server, in all", .. Sizes.Select(size => Tables.Core(new Paper(_nats, _telling, size).NatsCpu))]),
        Row("list that a client begins with", static paper => Tables.Bytes(paper.List)),
        Row("all clients in `changes`, a server", static paper => $"{Tables.Core(paper.TellingCpu)}, {Tables.Bytes(paper.TellingBytes)}/s"),
    ];

    public IEnumerable<string> Ends() =>
    [
        .. Tables.Head("reached at so many servers", "direct", "NATS"),
        End("links at rest take 10 % of a core of each", static paper => paper.LinksCpu, 1e5),
        End("links at rest take 1 MB/s of each", static paper => paper.LinksBytes, 1e6),
        End("presence takes 10 % of a core of each", static paper => paper.PresenceCpu, 1e5),
        End("presence takes 1 MB/s of each", static paper => paper.PresenceBytes, 1e6),
        End("both take a whole core of each", static paper => paper.LinksCpu + paper.PresenceCpu, 1e6),
        End("the directory takes 1 GB of each", static paper => paper.Directory, 1e9),
        Tables.Row("nats-server needs a whole core", "", At(_nats, static paper => paper.NatsCpu, 1e6)),
        End("the list of all is 1 MB", static paper => paper.List, 1e6),
        End("the list of all is too long to be sent (8 MiB)", static paper => paper.List, Paper.LongestList),
        End("clients in `changes` take 10 MB/s of each", static paper => paper.TellingBytes, 1e7),
        "",
        $"A single server pays 10 % of a core to tell its users of each other, all of them in `changes`, if these are "
            + $"{Tables.About(Tellable)}.",
    ];

    /// <summary>Users of one server, each in <c>changes</c>, of whom one or other comes or goes in less than all windows.</summary>
    private double Tellable => Math.Sqrt(1e5 / (_telling.Cost * Paper.ChangesOfUser));

    private static string Count(double count) => count.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);

    private (double Direct, double? Nats) Both(Func<UnitCosts, double> value) => (value(_direct), value(_nats));

    private static string Unit(string what, string unit, (double Direct, double? Nats) values, double? natsServer = null) => Tables.Row(
        what, unit, Tables.Short(values.Direct), values.Nats is { } nats ? Tables.Short(nats) : "",
        natsServer is { } broker ? Tables.Short(broker) : "");

    private string Row(string what, Func<Paper, string> value) => Row(what, _direct, value);

    private IEnumerable<string> PerEngine(string what, Func<Paper, string> value) =>
        [Row($"{what}: direct", _direct, value), Row($"{what}: NATS", _nats, value)];

    private string Row(string what, UnitCosts costs, Func<Paper, string> value) =>
        Tables.Row([what, .. Sizes.Select(size => value(new(costs, _telling, size)))]);

    private string End(string what, Func<Paper, double> value, double bound) =>
        Tables.Row(what, At(_direct, value, bound), At(_nats, value, bound));

    private string At(UnitCosts costs, Func<Paper, double> value, double bound) =>
        Paper.ReachedAt(costs, _telling, value, bound) is { } servers ? Tables.About(servers) : "never";
}
