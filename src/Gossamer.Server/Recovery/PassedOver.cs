namespace Gossamer.Server.Recovery;

/// <summary>
/// Where a client is that was passed over by messages which it did not ask for: it has no offset behind them. Before logs let go of them
/// (<see cref="Gossamer.Mesh.RecoveryTimes"/>, 45 s, 2,000 messages) it has to get one, or it would seem to have missed them when it comes
/// back; most often its next message brings it. A field of its owner, under its lock.
/// </summary>
internal sealed class PassedOver
{
    /// <summary>Far less than logs hold for one user.</summary>
    public const int MaxMessages = 256;

    /// <summary>With the session window (12 s) less than what logs hold.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(20);

    private byte[] _offset = [];
    private int _messages;

    public bool IsEmpty => _messages == 0;

    /// <summary>One more.</summary>
    /// <param name="offset">Where the client is.</param>
    /// <returns>Whether it has to be told now.</returns>
    public bool Add(ReadOnlySpan<byte> offset)
    {
        _offset = offset.ToArray();
        return ++_messages >= MaxMessages;
    }

    /// <summary>The client gets a later offset, or the one that is returned.</summary>
    /// <returns>Empty: nothing has passed it over.</returns>
    public byte[] Take()
    {
        var offset = _offset;
        (_offset, _messages) = ([], 0);
        return offset;
    }
}
