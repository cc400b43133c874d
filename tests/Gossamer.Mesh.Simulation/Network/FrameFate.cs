namespace Gossamer.Mesh.Simulation;

/// <summary>What the network does with one frame.</summary>
internal enum FrameFate
{
    /// <summary>As it should.</summary>
    Arrives,

    /// <summary>It is lost and the link lives on.</summary>
    Lost,

    /// <summary>It arrives after the next one.</summary>
    Late,

    /// <summary>It arrives twice.</summary>
    Twice,
}
