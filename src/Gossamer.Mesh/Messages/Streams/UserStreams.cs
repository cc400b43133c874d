namespace Gossamer.Mesh;

/// <summary>
/// The streams of all users, in stripes with a lock each. A message takes the stripes of its two users, the lower first; everything else
/// takes one.
/// </summary>
internal sealed class UserStreams(IMessageEnvironment environment)
{
    private readonly Stripe[] _stripes =
        [.. Enumerable.Range(0, environment.Options.UserStripes).Select(static number => new Stripe(number))];

    /// <summary>Locks a user's stripe and gives its stream, made when there is none.</summary>
    internal Entered Enter(UserName user)
    {
        var stripe = StripeOf(user);
        stripe.Gate.Enter();
        return new(stripe.GetOrAdd(user, environment, environment.Now), null, stripe, null);
    }

    /// <summary>The same for a user of whom there may be nothing.</summary>
    /// <returns>False: there is nothing, and nothing is locked.</returns>
    internal bool TryEnter(UserName user, out Entered entered)
    {
        var stripe = StripeOf(user);
        stripe.Gate.Enter();
        if (stripe.Find(user) is { } stream)
        {
            stream.Now = environment.Now;
            entered = new(stream, null, stripe, null);
            return true;
        }

        stripe.Gate.Exit();
        entered = default;
        return false;
    }

    /// <summary>Locks the stripes of a message's two users.</summary>
    internal Entered Enter(UserName from, UserName to)
    {
        int a = IndexOf(from), b = IndexOf(to);
        var (first, second) = (_stripes[Math.Min(a, b)], _stripes[Math.Max(a, b)]);
        first.Gate.Enter();
        if (a != b)
            second.Gate.Enter();
        var now = environment.Now;
        return new(
            _stripes[a].GetOrAdd(from, environment, now), _stripes[b].GetOrAdd(to, environment, now), first, a == b ? null : second);
    }

    /// <summary>Does something for each stream, stripe by stripe.</summary>
    internal void ForEach(Action<UserStream> action)
    {
        foreach (var stripe in _stripes)
        {
            using (stripe.Gate.EnterScope())
            {
                var now = environment.Now;
                foreach (var stream in stripe.All)
                {
                    stream.Now = now;
                    action(stream);
                }
            }
        }
    }

    /// <summary>All users of whom there is something.</summary>
    internal IReadOnlyList<UserName> Users()
    {
        var users = new List<UserName>();
        ForEach(stream => users.Add(stream.User));
        return users;
    }

    /// <summary>Lets go of what is over in a share of the stripes.</summary>
    /// <param name="round">Which share.</param>
    /// <param name="rounds">How many shares there are.</param>
    /// <param name="shorterBy">By how much less than usual entries are kept, in ms.</param>
    internal void Sweep(int round, int rounds, long shorterBy)
    {
        for (var i = round; i < _stripes.Length; i += rounds)
        {
            if (_stripes[i].IsEmpty)
                continue;
            using (_stripes[i].Gate.EnterScope())
                _stripes[i].Sweep(shorterBy, environment);
        }
    }

    private int IndexOf(UserName user) => (int)(StableHash.Of(user.Value) % (ulong)_stripes.Length);

    private Stripe StripeOf(UserName user) => _stripes[IndexOf(user)];

    /// <summary>Streams whose stripes are locked, until this is disposed of.</summary>
    internal readonly ref struct Entered(UserStream stream, UserStream? second, Stripe? first, Stripe? other)
    {
        /// <summary>The stream, or the sender's.</summary>
        internal UserStream Stream => stream;

        /// <summary>The recipient's; the sender's when they are the same user.</summary>
        internal UserStream Recipient => second ?? stream;

        public void Dispose()
        {
            other?.Gate.Exit();
            first?.Gate.Exit();
        }
    }

    internal sealed class Stripe(int number)
    {
        private readonly Dictionary<UserName, UserStream> _streams = [];

        internal OrderedLock Gate { get; } = new(LockRank.Stripe, number);

        internal UserStream[] All => [.. _streams.Values];

        /// <summary>Nobody's; read without the lock: a stream that comes now is swept the next time.</summary>
        internal bool IsEmpty => _streams.Count == 0;

        internal UserStream? Find(UserName user) => _streams.GetValueOrDefault(user);

        internal UserStream GetOrAdd(UserName user, IMessageEnvironment environment, Instant now)
        {
            if (!_streams.TryGetValue(user, out var stream))
            {
                _streams[user] = stream = new(user, now, environment);
                environment.Account(UserStream.Overhead);
            }

            stream.Now = now;
            return stream;
        }

        internal void Sweep(long shorterBy, IMessageEnvironment environment)
        {
            var now = environment.Now;
            foreach (var (user, stream) in _streams) // removing while enumerating is allowed
            {
                stream.Now = now;
                stream.Sweep(shorterBy);
                if (shorterBy > 0 && stream is { IsEmpty: false, IsOfNobody: true })
                    environment.OnStreamDropped();
                else if (!stream.IsEmpty)
                    continue;
                _streams.Remove(user);
                environment.Account(-UserStream.Overhead);
            }
        }
    }
}
