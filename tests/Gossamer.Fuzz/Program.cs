using Gossamer.Fuzz;

// gossamer-fuzz [target ...] [--seconds N] [--seed N] [--replay FILE]
// First this process makes a copy of itself whose libraries count their branches, then the copy fuzzes.
Coverage.Attach();
if (!FuzzOptions.TryParse(args, out var options, out var fault))
{
    await Console.Error.WriteLineAsync(fault);
    return 2;
}

return Instrumented.IsThis ? FuzzRun.All(options) : await Instrumented.RunCopyAsync(args);
