namespace Gossamer.Mesh;

/// <summary>Why a link ended.</summary>
/// <param name="Code">The reason's entry in the catalogue.</param>
/// <param name="Detail">What a person needs to know besides, if anything.</param>
public readonly record struct LinkClose(LinkCloseCode Code, string? Detail = null)
{
    /// <summary>Whether the link was refused, so that only a change of configuration or of the mesh will help.</summary>
    public bool IsRefusal => Code is (>= LinkCloseCode.WrongCluster and <= LinkCloseCode.HelloExpected)
        or LinkCloseCode.TooManyLinks or LinkCloseCode.Unauthorized;

    /// <summary>The reason's name and the detail.</summary>
    public override string ToString() => Detail is null ? Code.ToString() : $"{Code}: {Detail}";
}
