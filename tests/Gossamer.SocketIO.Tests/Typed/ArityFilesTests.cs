using Gossamer.Arities;
using Gossamer.Tests;

namespace Gossamer.SocketIO.Tests.Typed;

public sealed class ArityFilesTests
{
    private const int LongestFile = 300;

    private static readonly string Folder = Path.Combine(Repository.Root.FullName, ArityFiles.Folder);

    public static TheoryData<string> Names { get; } = [.. ArityFiles.All.Select(static file => file.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void File_Committed_IsWhatTheGeneratorWrites(string name)
    {
        var written = ArityFiles.All.Single(file => file.Name == name).Text;

        File.ReadAllText(Path.Combine(Folder, name)).ShouldBe(written, "Run: dotnet run --project build/Gossamer.Arities");
        written.Split('\n').Length.ShouldBeLessThanOrEqualTo(LongestFile);
    }

    [Fact]
    public void Folder_Committed_HoldsNothingElse() =>
        Directory.GetFiles(Folder).Select(Path.GetFileName).ShouldBe(ArityFiles.All.Select(static file => file.Name), ignoreOrder: true);
}
