namespace Gossamer.Bench.Engines;

/// <summary>What one of each costs over one engine, by what was measured of all numbers of servers. Processor time in us.</summary>
internal sealed record UnitCosts
{
    /// <summary>Beyond so many servers what one tells another of secrets (docs/mesh-protocol.md, 10a) does not grow any more.</summary>
    public const int MostTold = 257;

    private const double SecretBytes = 2 * 36 / 30.0; // a second, both ways: of each server 36 bytes every 30 s

    private readonly Line _rest;
    private readonly Line _bytes;
    private readonly Line _here;
    private readonly Line _memory;
    private readonly Line _sockets;
    private readonly EnginePoint _most;

    public UnitCosts(IReadOnlyList<EnginePoint> points)
    {
        Line Fit(Func<EnginePoint, double> value) => Line.Through([.. points.Select(point => (point.Servers - 1.0, value(point)))]);
        _rest = Fit(static point => point.Rest.ServerCpu.Median);
        _here = Fit(static point => point.Presence.Here.Median);
        _memory = Fit(static point => point.Rest.ServerMemory);
        _sockets = Fit(static point => point.Rest.ServerSockets);
        _bytes = Fit(static point => point.Rest.ServerBytes - ((point.Servers - 1) * point.Servers * SecretBytes));
        _most = points[^1];
        Points = points;
    }

    public IReadOnlyList<EnginePoint> Points { get; }

    /// <summary>A second of a server alone, as the line has it.</summary>
    public double AloneAtRest => _rest.Start;

    /// <summary>A second of one further server, at each server.</summary>
    public double LinkAtRest => _rest.Slope;

    /// <summary>The same at nats-server, for each ordered pair of servers.</summary>
    public double NatsLinkAtRest => _most.Rest.NatsCpu / _most.Servers / (_most.Servers - 1);

    public double LinkSegments => _most.Rest.ServerSegments / (_most.Servers - 1);

    /// <summary>Resident memory of one further server, at each server.</summary>
    public double LinkMemory => _memory.Slope;

    public double LinkSockets => _sockets.Slope;

    /// <summary>A user's coming or going, at each server that is told.</summary>
    public double ChangeThere => _most.Presence.There.Median;

    /// <summary>The same where it happens, with nobody to tell it to.</summary>
    public double ChangeAlone => _here.Start;

    /// <summary>To tell it to one further server.</summary>
    public double ChangeTold => Math.Max(0, _here.Slope);

    /// <summary>The same at nats-server.</summary>
    public double NatsChangeTold => Math.Max(0, _most.Presence.Nats.Median / (_most.Servers - 1));

    /// <summary>In bytes.</summary>
    public double ChangeBytes => _most.Presence.Bytes.Median;

    /// <summary>A message from a user of one server to a user of another, at both.</summary>
    public double Message => 1e6 / _most.Chat.ForServers.Median;

    /// <summary>The same at nats-server.</summary>
    public double NatsMessage => (1e6 / _most.Chat.ForAll.Median) - Message;

    /// <summary>A delivery in a room with a member at each server, at all servers.</summary>
    public double Delivery => 1e6 / _most.Rooms.ForServers.Median;

    /// <summary>The same at nats-server.</summary>
    public double NatsDelivery => (1e6 / _most.Rooms.ForAll.Median) - Delivery;

    /// <summary>Bytes a second of one further server, both ways, in a mesh of so many.</summary>
    public double LinkBytes(double servers) => _bytes.Slope + (SecretBytes * Math.Min(servers, MostTold));
}
