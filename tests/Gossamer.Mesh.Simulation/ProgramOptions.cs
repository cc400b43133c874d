using System.Globalization;

namespace Gossamer.Mesh.Simulation;

/// <summary>What the command line asks for.</summary>
internal sealed record ProgramOptions
{
    internal const string Usage =
        "usage: tests/simulate [--schedules N] [--first SEED] [--seed SEED] [--nodes 2..16] [--join USERS] [--clients 1]";

    public int Schedules { get; init; } = 100_000;

    public ulong First { get; init; } = 1;

    /// <summary>Only this one, told event by event.</summary>
    public ulong? Seed { get; init; }

    public int? Nodes { get; init; }

    /// <summary>Measures how long a server takes to join a mesh with so many users instead.</summary>
    public int? Join { get; init; }

    /// <summary>Clients that come back anywhere, instead of servers alone.</summary>
    public bool Clients { get; init; }

    internal static ProgramOptions? Parse(string[] args)
    {
        var options = new ProgramOptions();
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length || !ulong.TryParse(args[i + 1], CultureInfo.InvariantCulture, out var value))
                return null;
            switch (args[i])
            {
                case "--schedules" when value is > 0 and <= 100_000_000:
                    options = options with { Schedules = (int)value };
                    break;
                case "--first":
                    options = options with { First = value };
                    break;
                case "--seed":
                    options = options with { Seed = value };
                    break;
                case "--nodes" when value is >= 2 and <= World.MaxNodes:
                    options = options with { Nodes = (int)value };
                    break;
                case "--clients" when value is 0 or 1:
                    options = options with { Clients = value == 1 };
                    break;
                case "--join" when value is > 0 and <= 2_000_000:
                    options = options with { Join = (int)value };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
