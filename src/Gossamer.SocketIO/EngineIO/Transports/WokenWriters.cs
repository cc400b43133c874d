namespace Gossamer.SocketIO.EngineIO.Transports;

/// <summary>
/// The writers that were woken while a thread handles messages that had arrived together: they run when it has handled them, on that
/// thread. So what those messages put into one outbox leaves in one write, and no other thread has to be woken for it.
/// </summary>
internal static class WokenWriters
{
    /// <summary>More writers than this are shared out among threads.</summary>
    private const int MaxHere = 64;

    /// <summary>So few are written sooner here than another thread begins.</summary>
    private const int Few = 2;

    [ThreadStatic]
    private static List<WebSocketTransport>? t_woken;

    [ThreadStatic]
    private static bool t_isGathering;

    /// <summary>From here to <see cref="Run"/> nothing may be awaited.</summary>
    /// <returns>False when this thread gathers already, and somebody else is to run them.</returns>
    public static bool TryGather()
    {
        if (t_isGathering)
            return false;
        t_isGathering = true;
        return true;
    }

    /// <returns>False when the writer has to go its own way.</returns>
    public static bool TryAdd(WebSocketTransport writer)
    {
        if (!t_isGathering || t_woken is { Count: >= MaxHere })
            return false;
        (t_woken ??= new List<WebSocketTransport>(MaxHere)).Add(writer);
        return true;
    }

    public static void Run()
    {
        t_isGathering = false;
        if (t_woken is not { Count: > 0 } woken)
            return;
        t_woken = null; // a writer's continuations may gather anew
        Write(woken);
        woken.Clear();
        t_woken = woken;
    }

    /// <summary>
    /// For a thread on whose next work others wait, as on the next frame of a link between servers: all of them run as one on another.
    /// Through a link to the recipients of 50 pairs that is 8 % more messages (bench/run chat).
    /// </summary>
    public static void HandOver()
    {
        if (t_woken is not { Count: > Few } woken)
        {
            Run();
            return;
        }

        t_isGathering = false;
        t_woken = null;
        ThreadPool.UnsafeQueueUserWorkItem(Write, woken, preferLocal: false);
    }

    private static void Write(List<WebSocketTransport> woken)
    {
        foreach (var writer in woken)
            writer.Write();
    }
}
