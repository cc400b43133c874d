namespace Gossamer.Mesh.Simulation;

/// <summary>What a seed decides before the run begins: how many servers, what network, which options, which faults and how often.</summary>
internal sealed class Setting
{
    private static readonly int[] Sizes = [2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 6, 7, 8];

    private readonly int _chunkUsers;
    private readonly int _maxUnacknowledged;
    private readonly int _frameTarget;
    private readonly bool _isOfClients;
    private readonly double[]? _times;
    private readonly bool _isMidUpgrade;

    internal Setting(ulong seed, int? nodes)
    {
        var dice = Dice.For(seed, -1);
        var size = dice.Chance(0.04) ? 9 + dice.Below(World.MaxNodes - 8) : dice.Of(Sizes);
        Nodes = nodes ?? size;
        _isMidUpgrade = IsMidUpgradeIn(seed);
        (LatencyMin, LatencyMax) = dice.Below(3) switch
        {
            0 => (TimeSpan.FromMicroseconds(100), TimeSpan.FromMilliseconds(2)),
            1 => (TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(50)),
            _ => (TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(100)),
        };
        Hostility = dice.Chance(0.3) ? dice.Of([0.01, 0.05, 0.25]) : 0;
        Window = dice.Of([1, 2, 8, 64]);
        Rates = [.. Enumerable.Range(0, World.MaxNodes).Select(_ => 1 + ((dice.Fraction() - 0.5) * 2 * Bound.Drift))];
        Names = 4 + dice.Below(24);
        Steps = 10 + dice.Below(50);
        Haste = dice.Of([0.2, 1.0, 1.0, 3.0]);
        _chunkUsers = dice.Of([2, 3, 5, 2_000]);
        _maxUnacknowledged = dice.Of([4, 16, 65_536, 65_536]);
        _frameTarget = dice.Of([240, 256 * 1024]); // three messages, or all
        _times = dice.Chance(0.3) ? [.. Enumerable.Range(0, 5).Select(_ => dice.Fraction())] : null;
    }

    private Setting(int nodes)
    {
        (Nodes, Window, Names, Rates) = (nodes, 64, 1, [.. Enumerable.Repeat(1.0, World.MaxNodes)]);
        (_chunkUsers, _maxUnacknowledged, _frameTarget) = (2_000, 65_536, 256 * 1024);
        (LatencyMin, LatencyMax) = (TimeSpan.FromTicks(1), TimeSpan.FromTicks(1));
    }

    /// <summary>
    /// Meshes in which clients come and go: a network that keeps its promises, clocks that differ by less than 2 s, and in some logs so
    /// small that they overflow.
    /// </summary>
    internal static Setting ForClients(ulong seed) => new(seed, Dice.For(seed, -5));

    private Setting(ulong seed, Dice dice)
    {
        _isOfClients = true;
        _isMidUpgrade = IsMidUpgradeIn(seed);
        Nodes = 2 + dice.Below(4);
        (LatencyMin, LatencyMax) = dice.Chance(0.5)
            ? (TimeSpan.FromMicroseconds(100), TimeSpan.FromMilliseconds(2))
            : (TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(100));
        Window = dice.Of([1, 8, 64]);
        Rates = [.. Enumerable.Range(0, World.MaxNodes).Select(_ => 1 + ((dice.Fraction() - 0.5) * 0.002))];
        Names = 2 + dice.Below(4);
        Steps = 20 + dice.Below(60);
        Haste = dice.Of([0.3, 1.0, 2.0]);
        LogEntries = seed % 4 == 0 ? 3 + dice.Below(6) : 1_000;
        (_chunkUsers, _frameTarget) = (dice.Of([2, 2_000]), dice.Of([100, 256 * 1024]));
        _maxUnacknowledged = QueueFor(seed);
        WakesInAnyOrder = true;
    }

    // By dice of their own: all else that a seed decides stays as it is.
    private static bool IsMidUpgradeIn(ulong seed) => Dice.For(seed, -13).Chance(0.5);

    /// <summary>
    /// Which versions of the protocol a life of a server speaks. In half of the schedules half of all lives speak the oldest alone: servers
    /// are upgraded, and taken back, with each restart.
    /// </summary>
    internal ProtocolRange ProtocolsOf(Dice dice) =>
        new(MeshProtocol.Oldest, _isMidUpgrade && dice.Chance(0.5) ? MeshProtocol.Oldest : MeshProtocol.Newest);

    /// <summary>
    /// How many messages a link's queue holds: few in one schedule of five, so that questions and answers are refused too.
    /// </summary>
    private static int QueueFor(ulong seed) => seed % 5 == 2 ? 4 + (int)(seed / 5 % 40) : 65_536;

    /// <summary>A server that wakes works off what waited in any order over connections and timers.</summary>
    internal bool WakesInAnyOrder { get; }

    /// <summary>How many messages a log keeps of one user.</summary>
    internal int LogEntries { get; } = 1_000;

    /// <summary>No faults, no latency to speak of, the default options.</summary>
    internal static Setting Calm(int nodes) => new(nodes);

    internal int Nodes { get; }

    internal TimeSpan LatencyMin { get; }

    internal TimeSpan LatencyMax { get; }

    /// <summary>The share of frames that a link breaks its promises with; 0 for a network that keeps them.</summary>
    internal double Hostility { get; }

    /// <summary>How many frames a connection holds that were not taken.</summary>
    internal int Window { get; }

    /// <summary>How fast each server's clock runs.</summary>
    internal double[] Rates { get; }

    internal int Names { get; }

    internal int Steps { get; }

    /// <summary>Stretches the time between two steps.</summary>
    internal double Haste { get; }

    /// <summary>How many times the longest latency a whole list takes to go across, when a connection holds so few frames.</summary>
    internal int Crossings => (Names + _chunkUsers - 1) / _chunkUsers / Window;

    /// <summary>Whether all that may wait of presence goes into one message.</summary>
    internal bool HasWholeBatches => _chunkUsers > Names;

    /// <summary>
    /// Sizes small enough that pieces, batches and full queues are met; in three of ten runs times other than the defaults.
    /// </summary>
    internal void Configure(MeshOptions options)
    {
        options.SnapshotChunkUsers = _chunkUsers;
        options.MaxUnacknowledgedMessages = _maxUnacknowledged;
        options.FrameTargetBytes = _frameTarget;
        options.MaxLogEntriesPerUser = LogEntries;
        options.RequireListedSenders = _isOfClients; // whoever sends there has a session at its server
        options.UserStripes = 16; // few: users share one now and then, and servers start quickly
        if (_times is null)
            return;
        options.HeartbeatInterval = TimeSpan.FromSeconds(0.2 + _times[0]);
        options.HeartbeatTimeout = options.HeartbeatInterval * (2.5 + (3 * _times[1]));
        options.Grace = TimeSpan.FromSeconds(3 * _times[2]);
        options.DigestInterval = options.HeartbeatInterval * (1 + (5 * _times[3]));
        options.RetryMax = TimeSpan.FromSeconds(0.2 + (5 * _times[4]));
        options.ReceiptTimeout = TimeSpan.FromSeconds(1 + (5 * _times[4]));
        options.ConnectTimeout = TimeSpan.FromSeconds(1 + (5 * _times[0]));
    }
}
