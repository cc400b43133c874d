using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Gossamer.Mesh;

namespace Gossamer.Server.Recovery;

/// <summary>
/// The secrets of offsets' tags: this server's own, fresh at each start, and those that the other servers tell. Each is known by every
/// server, so that a client may come back anywhere, also when the one that wrote its offset is dead. A secret that its owner no longer
/// tells is kept for as long as offsets reach. Bounded.
/// </summary>
internal sealed class TagSecrets(TimeProvider time)
{
    public const int Bytes = 32;

    /// <summary>After that logs and offsets of the server that had it are gone (docs/mesh-protocol.md, 11.1: P is some 60 s).</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(2);

    /// <summary>As many lives of as many servers as restart within <see cref="Kept"/>.</summary>
    private const int MaxSecrets = 256;

    private readonly Lock _gate = new();
    private readonly List<Known> _known = [];
    private TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public byte[] Own { get; } = RandomNumberGenerator.GetBytes(Bytes);

    /// <summary>Done when a secret is told that was not known.</summary>
    public Task Told
    {
        get
        {
            lock (_gate)
                return _told.Task;
        }
    }

    /// <summary>All that are known, each with the time since its owner told it last.</summary>
    public IReadOnlyList<(byte[] Secret, TimeSpan Age)> All
    {
        get
        {
            lock (_gate)
            {
                Forget();
                return [(Own, TimeSpan.Zero), .. _known.Select(known => (known.Secret, time.GetElapsedTime(known.ToldAt)))];
            }
        }
    }

    /// <summary>Takes a secret in, or that its owner was there more lately than known.</summary>
    public void Learn(ReadOnlySpan<byte> secret, TimeSpan age)
    {
        if (age > Kept || secret.SequenceEqual(Own))
            return;
        var toldAt = time.GetTimestamp() - (long)(age.TotalSeconds * time.TimestampFrequency);
        lock (_gate)
        {
            if (Find(secret) is { } known)
            {
                known.ToldAt = Math.Max(known.ToldAt, toldAt);
                return;
            }

            Forget();
            if (_known.Count == MaxSecrets)
                _known.Remove(_known.MinBy(static one => one.ToldAt)!);
            _known.Add(new Known(secret.ToArray(), toldAt));
            var told = _told;
            _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
            told.SetResult();
        }
    }

    /// <summary>Whether any of them made the tag.</summary>
    public bool Verify(UserName user, string offset, [NotNullWhen(true)] string? tag)
    {
        if (tag is null)
            return false;
        foreach (var (secret, _) in All)
            if (OffsetTag.For(user, secret).Fits(offset, tag))
                return true;
        return false;
    }

    private Known? Find(ReadOnlySpan<byte> secret)
    {
        foreach (var known in _known)
            if (secret.SequenceEqual(known.Secret))
                return known;
        return null;
    }

    private void Forget() => _known.RemoveAll(known => time.GetElapsedTime(known.ToldAt) > Kept);

    private sealed class Known(byte[] secret, long toldAt)
    {
        public byte[] Secret => secret;

        public long ToldAt { get; set; } = toldAt;
    }
}
