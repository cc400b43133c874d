using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gossamer.Bench.Engines;

/// <summary>All that one run measured; kept as JSON, so that tables can be made from it again.</summary>
/// <param name="Date">When.</param>
/// <param name="Commit">Of the repository.</param>
/// <param name="Processors">That servers and load shared.</param>
/// <param name="Rounds">Of each load.</param>
/// <param name="Telling">What it costs to tell clients.</param>
/// <param name="Points">For each number of servers and each engine.</param>
internal sealed record Results(DateOnly Date, string Commit, int Processors, int Rounds, Telling Telling, IReadOnlyList<EnginePoint> Points)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    /// <summary>Where the figures come from, in a sentence.</summary>
    [JsonIgnore]
    public string When => string.Create(CultureInfo.InvariantCulture, $"{Date:yyyy-MM-dd}, commit {Commit}, {Processors} cores "
        + $"shared by servers and load; medians of {Rounds} {(Rounds == 1 ? "round" : "rounds")}.");

    public IReadOnlyList<EnginePoint> Of(Engine engine) => [.. Points.Where(point => point.Engine == engine)];

    public static Results Read(string file) => JsonSerializer.Deserialize<Results>(File.ReadAllText(file), Json)!;

    public void Write(string file) => File.WriteAllText(file, JsonSerializer.Serialize(this, Json) + "\n");
}
