namespace Gossamer.Server.Configuration;

/// <summary>The configuration as it was read last: the file may change while servers run.</summary>
internal sealed class CurrentConfig(ClusterConfig atStart)
{
    private volatile ClusterConfig _value = atStart;

    public ClusterConfig Value
    {
        get => _value;
        set => _value = value;
    }
}
