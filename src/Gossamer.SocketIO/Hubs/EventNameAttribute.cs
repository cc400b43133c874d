namespace Gossamer.SocketIO;

/// <summary>
/// The event's name of a hub's method, or of a method of a hub's client interface, instead of the method's own in camelCase without
/// "Async" at its end.
/// </summary>
/// <param name="name">The name, case-sensitive; not one of Socket.IO's reserved ones ("connect", "disconnect", ...).</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EventNameAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}
