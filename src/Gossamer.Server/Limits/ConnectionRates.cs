using Gossamer.Mesh;
using Gossamer.SocketIO;

namespace Gossamer.Server.Limits;

/// <summary>
/// How fast one connection is: its own buckets, those that it shares with its address and its user, and since when it does not listen.
/// Events are taken by the connection's own handlers, one at a time; users are set and the end is told under its session's lock.
/// </summary>
internal sealed class ConnectionRates
{
    private readonly ClientAddress _address;
    private readonly SharedBucketTable<ClientAddress> _addresses;
    private readonly SharedBucketTable<UserName> _users;
    private readonly RecipientBuckets _recipients;
    private readonly RecipientBuckets _fileRecipients;
    private readonly RateOptions _options;
    private readonly LimitMetrics _metrics;
    private readonly SharedBuckets _ofAddress;
    private EventBuckets _own;
    private volatile SharedBuckets? _ofUser;
    private UserName _user;
    private long _refusedSince;
    private long _refusedLast;

    public ConnectionRates(
        ClientAddress address, SharedBucketTable<ClientAddress> addresses, SharedBucketTable<UserName> users, RecipientBuckets recipients,
        RecipientBuckets fileRecipients, RateOptions options, LimitMetrics metrics)
    {
        (_address, _addresses, _users, _options, _metrics) = (address, addresses, users, options, metrics);
        (_recipients, _fileRecipients) = (recipients, fileRecipients);
        _ofAddress = addresses.Enter(address);
    }

    /// <summary>Counts one event; false when it came too fast.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="bytes">Of it: it counts once for each <see cref="RateOptions.EventBytes"/>, and once more.</param>
    /// <param name="now">The time.</param>
    /// <param name="excess">What was too much.</param>
    public bool TryTake(EventKind kind, int bytes, DateTimeOffset now, out Excess excess)
    {
        var rates = _options.Of(kind);
        var at = now.UtcTicks;
        var count = 1 + (bytes / RateOptions.EventBytes);
        var user = _ofUser;
        var isFirstIdentify = user is null && kind == EventKind.Identify;
        var (scope, limit) =
            !_own[(int)kind].TryTake(rates.Connection, at, count) ? (LimitScope.Connection, rates.Connection)
            : isFirstIdentify ? default
            : user?.TryTake(kind, rates.User, at, count) == false ? (LimitScope.User, rates.User)
            : !_ofAddress.TryTake(kind, rates.Address, at, count) ? (LimitScope.Address, rates.Address)
            : default;
        if (scope == LimitScope.None)
        {
            excess = default;
            return true;
        }

        _metrics.Refused(kind, scope);
        excess = new(kind, scope, limit, IsPersistent(at));
        return false;
    }

    /// <summary>
    /// Counts to how many connections a message goes; false when the address's messages went to too many lately. Nobody is disconnected for
    /// it: it may have been others of the address.
    /// </summary>
    /// <param name="connections">The recipient's and the sender's, at all servers.</param>
    /// <param name="bytes">Of the text: a delivery counts once for each <see cref="RateOptions.DeliveryBytes"/> of it, and once more.
    /// </param>
    /// <param name="now">The time.</param>
    /// <param name="excess">What was too much.</param>
    /// <param name="isSignal">They are counted by themselves: a message that follows a signal to a large room is not refused for it.
    /// </param>
    public bool TryTakeDeliveries(int connections, int bytes, DateTimeOffset now, out Excess excess, bool isSignal = false)
    {
        excess = default;
        var kind = isSignal ? EventKind.SignalDelivery : EventKind.Delivery;
        var limit = _options.Deliveries.Address;
        var count = (int)Math.Min(limit.Burst, connections * (1L + (bytes / RateOptions.DeliveryBytes)));
        return connections <= RateOptions.FewConnections || _ofAddress.TryTake(kind, limit, now.UtcTicks, count)
            || Refuse(kind, LimitScope.Address, limit, out excess);
    }

    /// <summary>
    /// Counts to how many connections a file goes, as with signals, and how many bytes that is in all,
    /// <see cref="RateOptions.MaxFileBytesTold"/> at most; false when the address's files were so much lately.
    /// </summary>
    public bool TryTakeFileDeliveries(int connections, long bytes, DateTimeOffset now, out Excess excess)
    {
        if (!TryTakeDeliveries(connections, 0, now, out excess, isSignal: true))
            return false;
        var limit = _options.FileDeliveries.Address;
        var pieces = (int)((bytes + RateOptions.EventBytes - 1) / RateOptions.EventBytes);
        return _ofAddress.TryTake(EventKind.FileDelivery, limit, now.UtcTicks, pieces)
            || Refuse(EventKind.FileDelivery, LimitScope.Address, limit, out excess);
    }

    /// <summary>Counts a file's bytes for its recipient's line, each file as a piece at least; false when the address has sent it so much
    /// lately.</summary>
    public bool TryTakeFileBytes(UserName recipient, int bytes, DateTimeOffset now, out Excess excess)
    {
        excess = default;
        var limit = _options.FileBytesToRecipient;
        return _fileRecipients.TryTake(_address, recipient, limit, now.UtcTicks, Math.Max(bytes, RateOptions.EventBytes))
            || Refuse(EventKind.File, LimitScope.Recipient, limit, out excess);
    }

    /// <summary>
    /// Counts a message's bytes: its sender's, and those for its recipient's line; false when the user, or the address to that recipient,
    /// has sent so much lately. Nobody is disconnected for it: it may have been others.
    /// </summary>
    /// <param name="recipient">To whom.</param>
    /// <param name="bytes">Of the text.</param>
    /// <param name="now">The time.</param>
    /// <param name="excess">What was too much.</param>
    public bool TryTakeBytes(UserName recipient, int bytes, DateTimeOffset now, out Excess excess)
    {
        excess = default;
        var (ofUser, toRecipient) = (_options.Bytes.User, _options.BytesToRecipient);
        bytes += RateOptions.FrameBytes;
        if (_ofUser?.TryTake(EventKind.Byte, ofUser, now.UtcTicks, bytes) == false)
            return Refuse(EventKind.Byte, LimitScope.User, ofUser, out excess);
        return _recipients.TryTake(_address, recipient, toRecipient, now.UtcTicks, bytes)
            || Refuse(EventKind.Message, LimitScope.Recipient, toRecipient, out excess);
    }

    /// <summary>The connection is that user from now on.</summary>
    public void SetUser(UserName user)
    {
        LeaveUser();
        _user = user;
        _ofUser = _users.Enter(user);
    }

    public void End()
    {
        LeaveUser();
        _addresses.Leave(_address);
    }

    /// <summary>For what others of the address may have done: nobody is disconnected for it.</summary>
    /// <returns>False.</returns>
    private bool Refuse(EventKind kind, LimitScope scope, RateLimit limit, out Excess excess)
    {
        _metrics.Refused(kind, scope);
        excess = new(kind, scope, limit, IsPersistent: false);
        return false;
    }

    private void LeaveUser()
    {
        if (_ofUser is null)
            return;
        _users.Leave(_user);
        _ofUser = null;
    }

    private bool IsPersistent(long at)
    {
        if (at - _refusedLast > _options.Forgiveness.Ticks || at < _refusedSince)
            _refusedSince = at;
        _refusedLast = at;
        return at - _refusedSince >= _options.Patience.Ticks;
    }
}
