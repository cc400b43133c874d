namespace Gossamer.SocketIO.Testing;

/// <summary>Bounds of a <see cref="SocketIOTestHost"/> and its clients.</summary>
public sealed class SocketIOTestOptions
{
    /// <summary>
    /// How long whatever is awaited may take, in real time, whatever clock the server has: then a <see cref="SocketIOTestException"/>
    /// tells what did arrive. Not while a debugger is attached. Default 10 s; 1 ms to 1 day.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    public TimeSpan WaitTimeout
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.FromMilliseconds(1));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromDays(1));
            field = value;
        }
    } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How many events each client keeps of those that it received, the oldest being forgotten, and how many may wait for its handlers
    /// or, of those that it sends, to be read by the server. Default 10,000; at least 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    public int MaxEvents
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 10_000;
}
