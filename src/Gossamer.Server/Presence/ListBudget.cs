namespace Gossamer.Server.Presence;

/// <summary>
/// When whole lists may go out. Newcomers, connections that have not been sent one, have a budget of their own, so that those who come do
/// not hold back those who are there; a connection is a newcomer once, whatever it asks for later.
/// </summary>
internal sealed class ListBudget(PresenceOptions options)
{
    private TimeSpan _dueForNewcomers;
    private TimeSpan _dueForOthers;

    public TimeSpan DueFor(bool isNewcomer) => isNewcomer ? _dueForNewcomers : _dueForOthers;

    /// <summary>Lists have gone out.</summary>
    /// <param name="isNewcomer">To newcomers.</param>
    /// <param name="now">When.</param>
    /// <param name="bytes">All together.</param>
    public void Spend(bool isNewcomer, TimeSpan now, long bytes)
    {
        if (bytes == 0)
            return;
        var cost = TimeSpan.FromSeconds((double)bytes / options.ListBytesPerSecond);
        var longest = isNewcomer ? options.MaxNewcomerWindow : options.MaxWindow;
        var due = now + (cost < options.Window ? options.Window : cost > longest ? longest : cost);
        if (isNewcomer)
            _dueForNewcomers = due;
        else
            _dueForOthers = due;
    }
}
