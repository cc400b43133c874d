using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Gossamer.SocketIO.Hubs.Authorization;

/// <summary>Checks a client's right by ASP.NET Core's policies, as the attributes of a hub or of a method of it ask for.</summary>
internal sealed class HubAuthorization
{
    private readonly IAuthorizeData[] _data;
    private readonly IAuthorizationRequirement[] _requirements;
    private AuthorizationPolicy? _policy; // where the provider's policies do not change

    private HubAuthorization(IAuthorizeData[] data, IAuthorizationRequirement[] requirements) =>
        (_data, _requirements) = (data, requirements);

    /// <summary>Null: everybody may.</summary>
    /// <exception cref="InvalidOperationException">The application has no authorization.</exception>
    public static HubAuthorization? For(IReadOnlyList<object> metadata, IServiceProvider services, string what)
    {
        var data = metadata.OfType<IAuthorizeData>().ToArray();
        var requirements = metadata.OfType<IAuthorizationRequirementData>().SelectMany(static one => one.GetRequirements()).ToArray();
        if ((data.Length == 0 && requirements.Length == 0) || metadata.OfType<IAllowAnonymous>().Any())
            return null;
        if (services.GetService<IServiceProviderIsService>()?.IsService(typeof(IAuthorizationService)) == false)
            throw new InvalidOperationException($"{what} asks for authorization: services.AddAuthorization() is needed.");
        return new HubAuthorization(data, requirements);
    }

    /// <param name="services">The call's scope.</param>
    /// <param name="user">The client.</param>
    /// <param name="resource">What it wants: the <see cref="Socket"/> to join, or the <see cref="SocketHubCallerContext"/> to call.</param>
    /// <returns>Null: it may.</returns>
    public async ValueTask<EventError?> CheckAsync(IServiceProvider services, ClaimsPrincipal user, object resource)
    {
        var policy = _policy ?? await PolicyAsync(services.GetRequiredService<IAuthorizationPolicyProvider>()).ConfigureAwait(false);
        var result = await services.GetRequiredService<IAuthorizationService>().AuthorizeAsync(user, resource, policy)
            .ConfigureAwait(false);
        return result.Succeeded ? null : user.Identity?.IsAuthenticated == true ? HubErrors.Forbidden : HubErrors.Unauthorized;
    }

    private async ValueTask<AuthorizationPolicy> PolicyAsync(IAuthorizationPolicyProvider provider)
    {
        var policy = await AuthorizationPolicy.CombineAsync(provider, _data).ConfigureAwait(false);
        var builder = policy is null ? new AuthorizationPolicyBuilder() : new AuthorizationPolicyBuilder(policy);
        policy = builder.AddRequirements(_requirements).Build();
        if (provider.AllowsCachingPolicies)
            _policy = policy;
        return policy;
    }
}
