namespace Gossamer.Mesh;

/// <summary>
/// Checks that each thread takes the mesh's locks in the order of their ranks. For tests and fault runs: switched on by
/// <c>Gossamer.Mesh.CheckLockOrder</c> in the program's runtime configuration. A wrong order ends the process with the stack that took it,
/// so that nothing on the way can swallow it: who takes locks in a wrong order may otherwise wait for ever, some other day.
/// </summary>
internal static class LockOrder
{
    internal const string Switch = "Gossamer.Mesh.CheckLockOrder";

    internal static readonly bool IsChecked = AppContext.TryGetSwitch(Switch, out var isOn) && isOn;

    [ThreadStatic]
    private static List<Held>? _held;

    /// <summary>For the tests of this class: told of a wrong order on this thread, instead of the process's end.</summary>
    [field: ThreadStatic]
    internal static Action<string>? OnFault { get; set; }

    /// <summary>Called before the lock is taken: a wrong order is told rather than waited in.</summary>
    internal static void Entering(Lock taken, LockRank rank, int number)
    {
        var held = _held ??= [];
        foreach (var other in held)
            if (Fault(other, taken, rank, number) is { } fault)
                Tell(fault);
        held.Add(new(taken, rank, number));
    }

    internal static void Left(Lock left)
    {
        var held = _held!;
        held.RemoveAt(held.FindLastIndex(one => one.Lock == left));
    }

    private static string? Fault(in Held held, Lock taken, LockRank rank, int number) => (held.Rank, rank) switch
    {
        _ when held.Lock == taken => $"The lock of rank {rank} ({number}) is taken twice",
        (LockRank.Stripe, LockRank.Stripe) when held.Number < number => null,
        _ when held.Rank < rank => null,
        _ => $"A lock of rank {rank} ({number}) is taken under one of rank {held.Rank} ({held.Number})",
    };

    private static void Tell(string fault)
    {
        if (OnFault is { } told)
            told(fault);
        else
            Environment.FailFast($"{fault}: see \"Lock order\" in docs/architecture.md");
    }

    private readonly record struct Held(Lock Lock, LockRank Rank, int Number);
}
