namespace Gossamer.ApiPages.Tests;

public sealed class PageFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pages").FullName;

    [Fact]
    public void Write_IntoAFolderWithOldPages_LeavesTheNewOnesAlone()
    {
        PageFolder.Write(_folder, Pages(("A/one.md", "1\n"), ("A/two.md", "2\n"))).ShouldBe(2);

        PageFolder.Write(_folder, Pages(("A/one.md", "1\n"), ("B/three.md", "3\n"))).ShouldBe(2);

        PageFolder.Read(_folder).ShouldBe(Pages(("A/one.md", "1\n"), ("B/three.md", "3\n")), ignoreOrder: true);
    }

    [Fact]
    public void Write_OfWhatIsThere_WritesNothing()
    {
        PageFolder.Write(_folder, Pages(("one.md", "1\n")));
        PageFolder.Write(_folder, Pages(("one.md", "1\n"))).ShouldBe(0);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Dictionary<string, string> Pages(params (string Path, string Text)[] pages) =>
        pages.ToDictionary(static page => page.Path, static page => page.Text, StringComparer.Ordinal);
}
