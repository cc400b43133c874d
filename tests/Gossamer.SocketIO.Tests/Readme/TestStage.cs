namespace Gossamer.SocketIO.Tests.Readme;

/// <summary>What the snippets on testing speak of and do not declare.</summary>
internal static class TestStage
{
    public const string Usings = """
        using System.Net;
        using System.Security.Claims;
        using Gossamer.SocketIO.Testing;
        using Microsoft.Extensions.Time.Testing;
        using Shouldly;

        """;

    private static readonly (string Name, string Type)[] Names =
    [
        ("app", "WebApplication"),
        ("clock", "FakeTimeProvider"),
        ("host", "SocketIOTestHost"),
        ("client", "SocketIOTestClient"),
        ("anna", "SocketIOTestClient"),
        ("billy", "SocketIOTestClient"),
    ];

    private const string Types = """
        static class Chat
        {
            public static void Configure(SocketIOServer io) { }
        }

        """;

    /// <summary>Each name that the snippet does not declare itself.</summary>
    public static string NamesFor(string code) => string.Concat(Names
        .Where(name => !code.Contains($"var {name.Name} ", StringComparison.Ordinal))
        .Select(static name => $"{name.Type} {name.Name} = null!;\n"));

    /// <summary>Types come last in a program.</summary>
    public static string TypesFor(string code) => code.Contains("Chat.", StringComparison.Ordinal) ? Types : "";
}
