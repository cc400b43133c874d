using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Gossamer.SocketIO.Testing;

/// <content>Waiting for what comes, and telling what did when it does not.</content>
public sealed partial class SocketIOTestClient
{
    private const int MostTold = 20;

    private bool _inVain; // nothing will come any more

    /// <summary>
    /// The next event of a name: one that has arrived and was not given out before, or else the first that arrives. Others stay for
    /// those who wait for them.
    /// </summary>
    /// <param name="name">The event's name.</param>
    /// <param name="matching">Which of that name; null: any. Others are passed over, and stay.</param>
    /// <param name="cancellation">Ends the waiting with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="SocketIOTestException">
    /// It did not come within <see cref="SocketIOTestOptions.WaitTimeout"/>, or cannot come since the client was refused or disconnected
    /// (but not by <see cref="LoseConnectionAsync"/>), or a handler of the client threw. Tells what has arrived.
    /// </exception>
    public async Task<SocketIOTestEvent> WaitForAsync(
        string name, Func<SocketIOTestEvent, bool>? matching = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        var seen = 0L;
        return await WaitAsync(() => Take(name, matching, ref seen), $"the event \"{name}\"", cancellation).ConfigureAwait(false);
    }

    /// <summary>The client's end: how it was disconnected, as soon as it is.</summary>
    /// <param name="cancellation">Ends the waiting with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="SocketIOTestException">
    /// The client was not disconnected within <see cref="SocketIOTestOptions.WaitTimeout"/>, or it was refused, or a handler of it threw.
    /// </exception>
    public Task<Disconnection> WaitForDisconnectAsync(CancellationToken cancellation = default) =>
        WaitAsync(() => Disconnection, "the client's end", cancellation);

    private async Task<T> WaitAsync<T>(Func<T?> find, string what, CancellationToken cancellation)
        where T : class
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            var changed = _received.Changed; // before it is looked for, so that nothing comes unseen
            bool inVain;
            lock (_gate)
                inVain = _inVain;
            ThrowIfHandlerFailed();
            if (find() is { } found)
                return found;
            if (inVain)
                throw new SocketIOTestException(Explain(what, isOver: true));
            await _host.BoundAsync(changed, since, () => Explain(what), cancellation).ConfigureAwait(false);
        }
    }

    /// <param name="name">The event's name.</param>
    /// <param name="matching">Which of that name.</param>
    /// <param name="seen">How many events were none of these.</param>
    private SocketIOTestEvent? Take(string name, Func<SocketIOTestEvent, bool>? matching, ref long seen)
    {
        foreach (var received in _received.Since(seen, out seen))
        {
            if (received.Name == name && !received.IsTaken && matching?.Invoke(received) != false && received.TryTake())
                return received;
        }

        return null;
    }

    /// <param name="what">What was awaited.</param>
    /// <param name="isOver">Whether it cannot come any more.</param>
    private string Explain(string what, bool isOver = false)
    {
        var text = new StringBuilder();
        if (isOver)
            text.Append(CultureInfo.InvariantCulture, $"Waited for {what}, which cannot come any more. {this}. ");
        else
            text.Append(CultureInfo.InvariantCulture, $"Waited {_host.Options.WaitTimeout.TotalSeconds} s for {what}. {this}. ");
        var all = _received.All;
        var count = _received.Count;
        text.Append(count == 0 ? "No event has arrived." : string.Create(CultureInfo.InvariantCulture, $"Arrived: {count} events"));
        if (count > MostTold)
            text.Append(CultureInfo.InvariantCulture, $", the last {MostTold} of them");
        foreach (var received in all.TakeLast(MostTold))
            text.Append(CultureInfo.InvariantCulture, $"\n  {Texts.Shortened(received.Json)}{(received.IsTaken ? "  (given out)" : "")}");
        return text.Append(Logged()).ToString();
    }

    private string Logged()
    {
        var lines = _host.LoggedLines;
        return lines.Count == 0 ? "" : $"\nThe server logged:\n  {string.Join("\n  ", lines)}";
    }
}
