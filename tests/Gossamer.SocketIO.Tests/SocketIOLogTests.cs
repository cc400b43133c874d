using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Gossamer.SocketIO.Tests;

public sealed class SocketIOLogTests
{
    [Fact]
    public void EventIds_OfTheAssembly_AreUniqueAndInRange()
    {
        var ids = typeof(SocketIOServer).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods(
                BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(m => m.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>()
            .Select(a => a.EventId)
            .ToArray();
        ids.ShouldNotBeEmpty();
        ids.ShouldBeUnique();
        ids.ShouldAllBe(id => id >= 1000 && id <= 1999);
    }
}
