namespace Gossamer.Mesh.Tests;

/// <summary>Tests that run alone.</summary>
[CollectionDefinition(nameof(ListeningToActivities), DisableParallelization = true)]
public sealed class ListeningToActivities;
