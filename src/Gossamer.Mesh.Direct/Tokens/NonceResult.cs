namespace Gossamer.Mesh.Direct;

internal enum NonceResult
{
    Fresh,
    Repeated,
    Full,
}
