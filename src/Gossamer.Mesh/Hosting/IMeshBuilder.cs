using Microsoft.Extensions.DependencyInjection;

namespace Gossamer.Mesh;

/// <summary>What <c>AddMesh</c> returns: transports register themselves on it.</summary>
public interface IMeshBuilder
{
    /// <summary>Where the mesh is registered. A transport adds itself as one more <see cref="IMeshTransport"/>, a singleton.</summary>
    IServiceCollection Services { get; }
}
