namespace Gossamer.Server.CommandLine;

/// <summary>Where the program runs, by ASP.NET Core's variable; production unless that says otherwise.</summary>
internal static class HostEnvironment
{
    public static bool IsDevelopment =>
        string.Equals(Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT"), "Development", StringComparison.OrdinalIgnoreCase);
}
