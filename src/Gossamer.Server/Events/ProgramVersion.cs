using System.Reflection;

namespace Gossamer.Server.Events;

/// <summary>Which program this is.</summary>
internal static class ProgramVersion
{
    /// <summary>Such as <c>1.2.0</c>, or <c>1.2.1-preview.0.7+2cdc349...</c> of what is no release.</summary>
    public static string Text { get; } = typeof(ProgramVersion).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
}
