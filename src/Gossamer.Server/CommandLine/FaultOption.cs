using System.CommandLine;
using Gossamer.Server.Faults;

namespace Gossamer.Server.CommandLine;

/// <summary>Whether people at this machine may make faults by hand.</summary>
/// <param name="hasSwitch">An option turns it on; otherwise it is on in Development alone.</param>
internal sealed class FaultOption(bool hasSwitch)
{
    private readonly Option<bool> _faults = new("--faults")
    {
        Description = "Let people at this machine cut links and stop servers, on the page /shell, to see what the mesh does. "
            + $"With {DevelopmentEnvironment.Setting} they may anyway",
    };

    private readonly Option<int> _healAfter = RunOptions.Milliseconds(
        "--heal-after", 300_000, "How long a fault that was made by hand lasts at most, in ms");

    public void AddTo(Command command)
    {
        if (hasSwitch)
            command.Add(_faults);
        command.Add(_healAfter);
    }

    /// <summary>Null when there are to be none.</summary>
    public FaultBoard? Read(ParseResult parsed) => DevelopmentEnvironment.IsSet || (hasSwitch && parsed.GetValue(_faults))
        ? new FaultBoard(TimeSpan.FromMilliseconds(parsed.GetValue(_healAfter)), TimeProvider.System) : null;
}
