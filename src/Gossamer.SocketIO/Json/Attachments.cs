namespace Gossamer.SocketIO.Json;

/// <summary>
/// The binary attachments of the packet that this thread is reading or writing at the moment. System.Text.Json hands no context of
/// ours to a converter; reading and writing one packet is synchronous, so a thread-static slot does.
/// </summary>
internal sealed class Attachments
{
    [ThreadStatic]
    private static Attachments? _current;

    private readonly List<ReadOnlyMemory<byte>> _written = [];
    private readonly ReadOnlyMemory<byte>[] _received;
    private byte[]?[]? _arrays;

    private Attachments(ReadOnlyMemory<byte>[] received) => _received = received;

    public static Attachments? Current => _current;

    /// <summary>What converters have put aside, in the order of their placeholders.</summary>
    public ReadOnlyMemory<byte>[] Written => _written.Count == 0 ? [] : [.. _written];

    public static T Read<TState, T>(ReadOnlyMemory<byte>[] received, TState state, Func<TState, T> read)
    {
        var outer = _current;
        _current = new Attachments(received);
        try
        {
            return read(state);
        }
        finally
        {
            _current = outer;
        }
    }

    public static ReadOnlyMemory<byte>[] Collect<TState>(TState state, Action<TState> write)
    {
        var outer = _current;
        var mine = _current = new Attachments([]);
        try
        {
            write(state);
            return mine.Written;
        }
        finally
        {
            _current = outer;
        }
    }

    /// <returns>The placeholder's number.</returns>
    public int Add(ReadOnlyMemory<byte> bytes)
    {
        _written.Add(bytes);
        return _written.Count - 1;
    }

    /// <returns>The attachment as an array, made once; null if there is none.</returns>
    public byte[]? ArrayOf(int number)
    {
        if (!TryGet(number, out var bytes))
            return null;
        _arrays ??= new byte[_received.Length][];
        return _arrays[number] ??= bytes.ToArray();
    }

    public bool TryGet(int number, out ReadOnlyMemory<byte> bytes)
    {
        var isThere = (uint)number < (uint)_received.Length;
        bytes = isThere ? _received[number] : default;
        return isThere;
    }
}
