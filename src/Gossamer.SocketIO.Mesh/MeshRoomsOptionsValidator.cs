using Microsoft.Extensions.Options;

namespace Gossamer.SocketIO.Mesh;

/// <summary>Has the host check the options at its start.</summary>
internal sealed class MeshRoomsOptionsValidator : IValidateOptions<MeshRoomsOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, MeshRoomsOptions options)
    {
        List<string> faults = [];
        if (options.RequestTimeout < Shortest || options.RequestTimeout > Longest)
            faults.Add($"{nameof(MeshRoomsOptions)}.{nameof(options.RequestTimeout)} must be from 1 ms to 10 min.");
        if (options.MaxRequests < 1)
            faults.Add($"{nameof(MeshRoomsOptions)}.{nameof(options.MaxRequests)} must be at least 1.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
