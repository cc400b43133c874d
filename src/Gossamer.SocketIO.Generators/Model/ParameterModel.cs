namespace Gossamer.SocketIO.Generators.Model;

/// <summary>A parameter of a hub's method, or of a client's.</summary>
/// <param name="Name">Its name, as it is written in code.</param>
/// <param name="Type">Its type, fully qualified.</param>
/// <param name="Source">What is passed when it is none of the event's arguments: the code for it; empty: it is one.</param>
/// <param name="Default">What stands for an argument that is left out; empty: it may not be.</param>
internal sealed record ParameterModel(string Name, string Type, string Source, string Default)
{
    public bool IsArgument => Source.Length == 0;
}
