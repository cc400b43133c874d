using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Gossamer.Mesh.Tests;

public sealed class MeshLogTests
{
    [Fact]
    public void EventIds_AreUniqueAndInTheRange()
    {
        var ids = typeof(MeshNode).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
            .Select(m => m.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>().Select(a => a.EventId).ToArray();
        ids.Length.ShouldBeGreaterThan(20);
        ids.ShouldBeUnique();
        ids.ShouldAllBe(id => id >= 2000 && id < 3000);
    }
}
