using System.Buffers.Binary;
using System.Text;

namespace Gossamer.Mesh.Tests;

/// <summary>One server, real threads and the system's clock: users talk while their clients lose connections and come back.</summary>
public sealed class SessionStressTests
{
    private const int Publishers = 8;
    private const int MessagesEach = 4_000;
    private const int ClientsEach = 2;
    private const int MostMoves = 300; // sessions whose end nobody tells stay for five seconds, and each message is offered to all of them

    private static readonly UserName[] Users = [.. Enumerable.Range(0, 6).Select(static i => SimNode.Name($"user{i}"))];

    [Fact]
    public async Task PublishAndMove_FromManyThreads_EachClientGetsAllOnceInOrder()
    {
        await using var node = new MeshNode(Options(), new NoTransport());
        node.Start();
        Client[] clients = [.. Users.SelectMany(user => Enumerable.Range(0, ClientsEach)
            .Select(i => new Client(node, user, $"{user}-{i}")))];
        var counted = 0L;
        var publishers = Enumerable.Range(0, Publishers).Select(i => Run(() => Interlocked.Add(ref counted, Publish(node, i)))).ToArray();
        var isOver = false;
        var movers = clients.Select((client, i) => Run(() =>
        {
            var random = new Random(i);
            while (!Volatile.Read(ref isOver) && client.Moves < MostMoves)
                client.Move(random);
        })).ToArray();
        await Task.WhenAll(publishers);
        Volatile.Write(ref isOver, true);
        await Task.WhenAll(movers);

        clients.Sum(static c => c.Moves).ShouldBeGreaterThan(10 * clients.Length);
        counted.ShouldBeGreaterThan(0);
        foreach (var client in clients)
        {
            client.Fault.ShouldBeNull();
            client.Frames.ShouldBe(StreamOf(node, client.User).Where(e => e.Number > client.Base).Select(static e => Read(e.Frame)));
        }
    }

    private static long Publish(MeshNode node, int publisher)
    {
        var random = new Random(publisher);
        var counted = 0L;
        for (var i = 0; i < MessagesEach; i++)
        {
            var frame = new byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(frame, (publisher * MessagesEach) + i);
            var message = new Envelope(new($"{publisher}-{i}"), Users[random.Next(Users.Length)], Users[random.Next(Users.Length)], frame)
            {
                At = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), MayRepeat = i % 4 == 0,
            };
            var outcome = node.RouteAsync(message, CancellationToken.None).AsTask();
            outcome.IsCompletedSuccessfully.ShouldBeTrue("there is nobody to wait for");
            counted += outcome.GetAwaiter().GetResult().Delivered;
        }

        return counted;
    }

    private static List<StreamEntry> StreamOf(MeshNode node, UserName user)
    {
        node.Messages.Streams.TryEnter(user, out var held).ShouldBeTrue();
        using (held)
            return [.. held.Stream.Everything().Entries];
    }

    private static int Read(ReadOnlyMemory<byte> frame) => BinaryPrimitives.ReadInt32LittleEndian(frame.Span);

    private static Task Run(Action action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static MeshOptions Options() => new()
    {
        Id = new("n1"),
        SessionWindow = TimeSpan.FromMinutes(10), // nothing is too old to come back for, however slow the machine
        MaxLogEntriesPerUser = 1_000_000,
        MaxLogBytesPerUser = 1L << 30,
        MaxLogBytes = 1L << 30,
        MaxKeysPerUser = 1_000_000,
    };

    /// <summary>What it had over all its connections. What is sent on a connection that it has left is lost.</summary>
    private sealed class Client
    {
        private readonly Lock _gate = new(); // a leaf: outlets take it under the lock of their user
        private readonly MeshNode _node;
        private readonly ClientIdentity _identity;
        private Connection _current;
        private MeshSession _session;
        private string _offset = "";

        internal Client(MeshNode node, UserName user, string key)
        {
            (_node, User, _identity, _current) = (node, user, ClientIdentity.Keyed(key), new(this));
            _session = node.BeginSession(user, _current, _identity);
            OffsetText.TryRead(_offset, user, 0, out var offset).ShouldBeTrue();
            Base = offset!.Position[0].Base;
        }

        internal UserName User { get; }

        internal ulong Base { get; }

        internal List<int> Frames { get; } = [];

        internal string? Fault { get; private set; }

        internal int Moves { get; private set; }

        /// <summary>Comes back on a new connection; its server may hear of the old one's end before, after, or never.</summary>
        internal void Move(Random random)
        {
            var (before, how) = (_session, random.Next(10));
            string offset;
            lock (_gate)
                (_current, offset) = (new(this), _offset);
            if (how < 5)
                before.Disconnect();
            if (random.Next(2) == 0)
                Thread.Yield();
            _session = _node.ResumeSession(User, _current, _identity, offset);
            if (how is >= 5 and < 9)
                before.Disconnect();
            Moves++;
            Thread.SpinWait(random.Next(20_000));
        }

        private void Had(Connection on, ReadOnlySpan<byte> offset, ReadOnlyMemory<byte>? frame)
        {
            lock (_gate)
            {
                if (on != _current)
                    return;
                _offset = Encoding.ASCII.GetString(offset);
                if (frame is { } bytes)
                    Frames.Add(Read(bytes));
            }
        }

        private sealed class Connection(Client client) : ISessionOutlet
        {
            public TimeSpan SilentFor => TimeSpan.Zero;

            public void Begin(bool isComplete, ReadOnlySpan<byte> offset)
            {
                if (!isComplete)
                    client.Fault = "began as one that missed something";
                client.Had(this, offset, null);
            }

            public void Send(ReadOnlyMemory<byte> frame, ReadOnlySpan<byte> offset) => client.Had(this, offset, frame);

            public void Advance(ReadOnlySpan<byte> offset)
            {
            }

            public void ReportLoss(ReadOnlySpan<byte> offset) => client.Fault = "lost something";

            public void Probe()
            {
            }

            public void End()
            {
            }
        }
    }

    private sealed class NoTransport : IMeshTransport
    {
        public ILinkChannel Open(MeshPeer peer, ILinkSender sender) => throw new InvalidOperationException();
    }
}
