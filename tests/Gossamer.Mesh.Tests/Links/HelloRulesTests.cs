namespace Gossamer.Mesh.Tests;

public sealed class HelloRulesTests
{
    [Fact]
    public void Protocol_IsTheVersionOfTheDocument()
    {
        MeshProtocolPage.Says($"protocol version {HelloRules.Protocol}.");
        MeshProtocolPage.Says($"| Hello | `protocol` | {HelloRules.Protocol} |");
    }
}
