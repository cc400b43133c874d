namespace Gossamer.Server.CommandLine;

/// <summary>Whether this is a developer's machine, by ASP.NET Core's own variable; Production when nobody says.</summary>
internal static class DevelopmentEnvironment
{
    public const string Setting = "ASPNETCORE_ENVIRONMENT=Development";

    public static bool IsSet =>
        string.Equals(Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT"), "Development", StringComparison.OrdinalIgnoreCase);
}
