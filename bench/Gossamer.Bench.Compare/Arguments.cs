using System.Diagnostics.CodeAnalysis;

namespace Gossamer.Bench.Compare;

/// <summary>
/// What the command line asks for. Its first four words are the script's: <c>bench/</c>, the server, the peers, Node's server.
/// </summary>
internal sealed class Arguments
{
    private const int OfScript = 4;

    private readonly List<string> _contenders = [];
    private readonly List<string> _scenarios = [];
    private readonly List<ServerProgram> _servers = [];
    private readonly string[] _script;
    private Plan _plan = Plan.Whole;

    private Arguments(string[] script)
    {
        _script = script;
        _servers.Add(new("Gossamer", script[1]));
    }

    public string Folder => _script[0];

    public Programs Programs => new(_servers, _script[2], _script[3]);

    public bool IsGuard { get; private set; }

    public bool IsToBeWritten { get; private set; }

    /// <summary>Nothing is measured: what was measured before is written anew.</summary>
    public bool IsFromBefore { get; private set; }

    public Plan Plan => _scenarios.Count == 0 ? _plan : _plan with
    {
        Scenarios =
        [
            .. _plan.Scenarios.Where(scenario => _scenarios.Exists(part => scenario.Name.Contains(part, StringComparison.Ordinal))),
        ],
    };

    public static bool TryRead(string[] words, [NotNullWhen(true)] out Arguments? arguments)
    {
        arguments = words.Length < OfScript ? null : new(words[..OfScript]);
        for (var at = OfScript; arguments is not null && at < words.Length;)
        {
            var value = at + 1 < words.Length ? words[at + 1] : null;
            at += arguments.Take(words[at], value) switch
            {
                0 => words.Length + 1, // past the end: told below
                var taken => taken,
            };
            if (at > words.Length)
                arguments = null;
        }

        return arguments is not null;
    }

    public bool IsAsked(Contender contender) =>
        _contenders.Count == 0 || _contenders.Exists(name => contender.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase));

    /// <returns>How many words that were; 0: no such option.</returns>
    private int Take(string option, string? value)
    {
        switch (option, value)
        {
            case ("--main", _):
                _plan = Plan.Main;
                return 1;
            case ("--short", _):
                _plan = Plan.Short;
                return 1;
            case ("--guard", _):
                IsGuard = true;
                return 1;
            case ("--write", _):
                IsToBeWritten = true;
                return 1;
            case ("--from", _):
                IsFromBefore = true;
                return 1;
            case ("--throughput", _):
                _plan = _plan with { OpenLoop = false, Cold = false };
                return 1;
            case ("--aot", { } path):
                _servers.Add(new("Gossamer, AOT", path));
                return 2;
            case ("--with", { } path):
                _servers.Add(new($"Gossamer {_servers.Count + 1}", path));
                return 2;
            case ("--only", { } name):
                _contenders.Add(name);
                return 2;
            case ("--scenario", { } name):
                _scenarios.Add(name);
                return 2;
            default:
                return 0;
        }
    }
}
