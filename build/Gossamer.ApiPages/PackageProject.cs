using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Gossamer.ApiPages;

/// <summary>A project of src that becomes a package.</summary>
/// <param name="Name">The project's, its assembly's and its package's name.</param>
/// <param name="Description">The package's description.</param>
internal readonly record struct PackageProject(string Name, string Description)
{
    /// <summary>The repository's folder.</summary>
    /// <param name="folder">One inside it.</param>
    internal static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "Gossamer.slnx")) ? folder : FindRoot(Path.GetDirectoryName(folder)
            ?? throw new InvalidOperationException("The program does not lie in the repository."));

    /// <summary>The packages of the repository, by name.</summary>
    /// <param name="root">The repository's folder.</param>
    internal static IReadOnlyList<PackageProject> Find(string root) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Select(static file => (Name: Path.GetFileNameWithoutExtension(file), Project: XDocument.Load(file)))
            .Where(static found => Property(found.Project, "IsPackable") == "true" && Property(found.Project, "PackAsTool") != "true")
            .Select(static found => new PackageProject(found.Name, Property(found.Project, "Description") ?? ""))
            .OrderBy(static package => package.Name, StringComparer.Ordinal),
    ];

    /// <summary>The pages of the packages as they were built.</summary>
    /// <param name="root">The repository's folder.</param>
    /// <param name="binaries">Where the assemblies and their XML comments are.</param>
    internal static ApiSite ReadSite(string root, string binaries)
    {
        var packages = Find(root);
        var references = References(binaries, packages);
        var compilation = CSharpCompilation.Create("pages", references: references.Values, options: Everything);
        return ApiSite.Of(compilation, [.. packages.Select(package => new Package(
            package.Name,
            package.Description,
            (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(references[package.Name])!,
            XDocument.Load(Path.Combine(binaries, package.Name + ".xml"), LoadOptions.PreserveWhitespace)))]);
    }

    /// <summary>Comments may be inherited from what is internal.</summary>
    internal static CSharpCompilationOptions Everything { get; } =
        new(OutputKind.DynamicallyLinkedLibrary, metadataImportOptions: MetadataImportOptions.All);

    private static string? Property(XDocument project, string name) => (string?)project.Descendants(name).FirstOrDefault();

    /// <summary>The running program's assemblies, ASP.NET Core's among them, and the packages', by assembly name.</summary>
    private static Dictionary<string, MetadataReference> References(string binaries, IReadOnlyList<PackageProject> packages) =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Concat(packages.Select(package => Path.Combine(binaries, package.Name + ".dll")))
            .DistinctBy(Path.GetFileNameWithoutExtension, StringComparer.Ordinal)
            .ToDictionary(
                static file => Path.GetFileNameWithoutExtension(file)!,
                static file => (MetadataReference)MetadataReference.CreateFromFile(file),
                StringComparer.Ordinal);
}
