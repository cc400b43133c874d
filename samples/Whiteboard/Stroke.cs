namespace Whiteboard;

/// <summary>A part of the picture; later ones have higher numbers and lie above.</summary>
internal sealed record Stroke(long Number, string Author, string Color, int Width, int[] Points);
