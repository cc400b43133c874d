using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Tenants;

/// <summary>The tenants, by their namespaces.</summary>
internal sealed partial class TenantDirectory(TenantLimits limits, TimeProvider time)
{
    public const string Prefix = "/tenant/";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Tenant> _byNamespace = new(StringComparer.Ordinal);

    public bool TryFind(string ns, [NotNullWhen(true)] out Tenant? tenant)
    {
        lock (_gate)
            return _byNamespace.TryGetValue(ns, out tenant);
    }

    /// <returns>False for a name that is taken or none, and when there are too many.</returns>
    public bool TryAdd(string name, [NotNullWhen(true)] out Tenant? tenant)
    {
        tenant = null;
        if (!TenantName().IsMatch(name))
            return false;
        lock (_gate)
        {
            if (_byNamespace.Count >= limits.MaxTenants || _byNamespace.ContainsKey(Prefix + name))
                return false;
            tenant = new Tenant(name, limits, time);
            _byNamespace.Add(tenant.Namespace, tenant);
            return true;
        }
    }

    public bool TryRemove(string name, [NotNullWhen(true)] out Tenant? tenant)
    {
        lock (_gate)
        {
            if (!_byNamespace.Remove(Prefix + name, out tenant))
                return false;
        }

        tenant.Remove();
        return true;
    }

    [GeneratedRegex(@"\A[a-z0-9-]{1,32}\z", RegexOptions.NonBacktracking)]
    private static partial Regex TenantName();
}
