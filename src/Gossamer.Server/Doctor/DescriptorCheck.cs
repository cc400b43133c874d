using System.Globalization;

namespace Gossamer.Server.Doctor;

/// <summary>How many files, and so connections, the process may have open.</summary>
internal static class DescriptorCheck
{
    private const string Name = "descriptors";
    private const string Raise = "Raise the limit of open files: LimitNOFILE= in the systemd unit, ulimit -Hn in a shell";

    /// <summary>Fewer leave hardly more than half for clients (<see cref="Hosting.OpenFiles"/> keeps 400 back).</summary>
    private const int Least = 1024;

    /// <summary>Fewer than this are soon used up: a client is one, and each that reconnects two for a moment.</summary>
    private const int Enough = 16_384;

    /// <param name="files">The limit; null: the system does not tell.</param>
    /// <param name="connections">How many connections the server would take.</param>
    public static Finding Run(long? files, int connections)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture, $"{files} files may be open, {connections} connections are taken");
        return files switch
        {
            null => Finding.Ok(Name, "this system does not tell how many files may be open"),
            _ when connections >= files => Finding.Fault(Name, text, $"{Raise}, or give a smaller --max-connections"),
            < Least => Finding.Fault(Name, text, Raise),
            < Enough => Finding.Warning(Name, text, Raise),
            _ => Finding.Ok(Name, text),
        };
    }
}
