using System.Reflection;
using Gossamer.Mesh;
using Gossamer.Server.Hosting;
using Gossamer.SocketIO;
using Microsoft.Extensions.DependencyInjection;
using NetArchTest.Rules;

namespace Gossamer.Server.Tests;

/// <summary>Dependencies run one way, between the projects and between the server's folders.</summary>
public sealed class ArchitectureTests
{
    private const string Root = "Gossamer.Server";

    /// <summary>Each folder may use those before it.</summary>
    private static readonly string[] Folders =
    [
        "Json", "Logging", "Configuration", "Limits", "Identity", "Connections", "Presence", "Groups", "Recovery", "Chat", "Legacy",
        "Events", "Draining", "Forwarding", "Http", "Faults", "Telemetry", "Hosting", "SocketClient", "Conversations", "ClientLoop",
        "Terminal", "Doctor", "CommandLine",
    ];

    /// <summary>What is against the order and known. Only to be taken from: what is mended must go, and nothing may come.</summary>
    private static readonly (string From, string To)[] Exceptions = [];

    private static readonly Assembly Server = typeof(SiteGroup).Assembly;

    public static TheoryData<string> AllFolders => [.. Folders];

    [Theory]
    [MemberData(nameof(AllFolders))]
    public void Folder_OfTheServer_UsesOnlyThoseBeforeIt(string folder)
    {
        string[] later = [.. Folders.SkipWhile(other => other != folder).Skip(1).Where(other => !Exceptions.Contains((folder, other)))];
        UsersOf(folder, later).ShouldBeEmpty($"types of {folder} that use one of {string.Join(", ", later)}");
    }

    [Fact]
    public void Exceptions_Each_IsStillNeeded() => Exceptions.Where(known => UsersOf(known.From, [known.To]).Length == 0).ShouldBeEmpty();

    [Fact]
    public void Folders_OfTheServer_AreAllInTheOrder() => Types.InAssembly(Server).That().ResideInNamespace(Root).GetTypes()
        .Select(static type => type.Namespace!).Where(static name => name.Length > Root.Length)
        .Select(static name => name[(Root.Length + 1)..]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
        .ShouldBe(Folders.Order(StringComparer.Ordinal));

    [Fact]
    public void Mesh_KnowsNoTransportNoClientsAndNoWebServer() => UsersIn(
        typeof(MeshNode).Assembly, Root, "Gossamer.SocketIO", "Gossamer.Mesh.Direct", "Gossamer.Mesh.Legacy", "Microsoft.AspNetCore")
        .ShouldBeEmpty();

    [Fact]
    public void SocketIO_KnowsNoMesh() => UsersIn(typeof(SocketIOServer).Assembly, Root, "Gossamer.Mesh").ShouldBeEmpty();

    [Fact]
    public void Direct_KnowsTheMeshAlone() =>
        UsersIn(typeof(MeshDirectBuilderExtensions).Assembly, Root, "Gossamer.SocketIO", "Gossamer.Mesh.Legacy").ShouldBeEmpty();

    [Fact]
    public void Legacy_KnowsTheMeshAlone() =>
        UsersIn(typeof(MeshLegacyBuilderExtensions).Assembly, Root, "Gossamer.SocketIO", "Gossamer.Mesh.Direct").ShouldBeEmpty();

    private static string[] UsersOf(string folder, string[] used) => used.Length == 0 ? [] : Users(
        Types.InAssembly(Server).That().ResideInNamespace($"{Root}.{folder}").ShouldNot(),
        [.. used.Select(static other => $"{Root}.{other}")]);

    private static string[] UsersIn(Assembly assembly, params string[] used) => Users(Types.InAssembly(assembly).ShouldNot(), used);

    private static string[] Users(Conditions types, string[] used) =>
        [.. types.HaveDependencyOnAny(used).GetResult().FailingTypeNames ?? []];
}
