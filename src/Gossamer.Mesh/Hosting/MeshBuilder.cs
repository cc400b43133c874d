using Microsoft.Extensions.DependencyInjection;

namespace Gossamer.Mesh;

internal sealed class MeshBuilder(IServiceCollection services) : IMeshBuilder
{
    public IServiceCollection Services { get; } = services;
}
