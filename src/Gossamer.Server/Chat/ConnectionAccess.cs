using Gossamer.Server.Connections;
using Gossamer.Server.Identity;
using Gossamer.Server.Json;
using Gossamer.SocketIO;

namespace Gossamer.Server.Chat;

/// <summary>
/// Who one connection may be, and until when: its client is warned (<c>expires</c>) before its token expires, may bring a new one, and is
/// closed otherwise. Its lock is a leaf.
/// </summary>
internal sealed class ConnectionAccess(
    ConnectionIdentity identity, IConnection connection, IdentityOptions options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1); // timers have a bound; it is set anew then

    private readonly Lock _gate = new();
    private ConnectionIdentity _identity = identity;
    private ITimer? _timer;
    private DateTimeOffset _warnAt;
    private bool _isWarned;
    private bool _isEnded;

    public ConnectionIdentity Identity => Volatile.Read(ref _identity);

    /// <summary>Its token is good no more.</summary>
    public bool HasExpired => Identity.ExpiresAt <= time.GetUtcNow();

    /// <summary>Begins to watch over the token's end.</summary>
    public void Start() => Watch(Identity);

    /// <summary>Takes a new token's word. False: it is another user's, and nothing changes.</summary>
    public bool TryRenew(ConnectionIdentity renewed)
    {
        if (renewed.User is null || renewed.User != Identity.User)
            return false;
        Volatile.Write(ref _identity, renewed);
        Watch(renewed);
        return true;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isEnded = true;
            _timer?.Dispose();
        }
    }

    private void Watch(ConnectionIdentity current)
    {
        lock (_gate)
        {
            _timer?.Dispose();
            _timer = null;
            if (_isEnded || current.ExpiresAt is not { } end)
                return;
            var rest = end - time.GetUtcNow();
            (_warnAt, _isWarned) = (end - Least(options.ExpiryWarning, rest / 2), false);
            _timer = time.CreateTimer(
                static self => ((ConnectionAccess)self!).Act(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            Arm(end);
        }
    }

    /// <summary>Warns, or ends, or waits on: what is due by the clock.</summary>
    private void Act()
    {
        TimeSpan rest;
        bool isToWarn;
        lock (_gate)
        {
            if (_isEnded || Identity.ExpiresAt is not { } end)
                return;
            var now = time.GetUtcNow();
            rest = end - now;
            isToWarn = !_isWarned && now >= _warnAt;
            _isWarned |= isToWarn;
            if (rest > TimeSpan.Zero)
                Arm(end);
        }

        if (rest <= TimeSpan.Zero)
            connection.Close();
        else if (isToWarn)
            connection.Send(EncodedPacket.FromFrame(Frame(rest)));
    }

    private void Arm(DateTimeOffset end)
    {
        var due = (_isWarned ? end : _warnAt) - time.GetUtcNow();
        due = Least(LongestTimer, due < TimeSpan.Zero ? TimeSpan.Zero : due);
        _timer?.Change(TimeSpan.FromMilliseconds(Math.Ceiling(due.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
    }

    /// <summary><code>42["expires",{"in":60000}]</code></summary>
    private static byte[] Frame(TimeSpan rest) =>
        JsonOutput.Begin().Raw("""42["expires",{"in":"""u8).Number((long)rest.TotalMilliseconds).Raw("}]"u8).Take();

    private static TimeSpan Least(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
