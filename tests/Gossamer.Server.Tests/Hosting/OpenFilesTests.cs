using Gossamer.Server.Hosting;

namespace Gossamer.Server.Tests.Hosting;

public sealed class OpenFilesTests
{
    [Theory]
    [InlineData("Max open files            1024                 1048576              files", 624)]
    [InlineData("Max open files            120                  120                  files", 30)]
    [InlineData("Max open files            unlimited            unlimited            files", 100_000)]
    [InlineData("Max processes             7                    7                    processes", 100_000)]
    public void MaxConnections_OfTheLimits_LeavesRoom(string line, int expected) =>
        OpenFiles.MaxConnections(["Limit                     Soft Limit           Hard Limit           Units", line]).ShouldBe(expected);
}
