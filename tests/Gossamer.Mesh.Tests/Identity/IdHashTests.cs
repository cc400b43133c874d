namespace Gossamer.Mesh.Tests;

public sealed class IdHashTests
{
    /// <summary>All servers of a mesh must make the same of an id, whatever their version.</summary>
    [Fact]
    public void Of_Id_IsTheSameForEver()
    {
        IdHash.Of("id1").ShouldBe(0x7cc370daU);
        MeshProtocolPage.Names("0x7cc370da");
    }
}
