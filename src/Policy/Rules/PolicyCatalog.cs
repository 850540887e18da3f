using System.Collections.Immutable;

namespace Starface.Policy;

/// <summary>The services, policies and scenarios of an assembly. The generator emits one as <c>Catalog.Instance</c>.</summary>
public sealed class PolicyCatalog
{
    /// <summary>A catalog of services and policies.</summary>
    /// <param name="services">The services.</param>
    /// <param name="policies">The policies.</param>
    public PolicyCatalog(IEnumerable<ServiceDefinition> services, IEnumerable<PolicyDescriptor> policies)
        : this(services, policies, [])
    {
    }

    /// <summary>A catalog of services, policies and scenarios.</summary>
    /// <param name="services">The services.</param>
    /// <param name="policies">The policies.</param>
    /// <param name="scenarios">The scenarios.</param>
    public PolicyCatalog(
        IEnumerable<ServiceDefinition> services, IEnumerable<PolicyDescriptor> policies, IEnumerable<ScenarioDefinition> scenarios)
    {
        Services = [.. services.OrderBy(service => service.Id, StringComparer.Ordinal)];
        Policies = [.. policies.OrderBy(policy => policy.Definition.Id, StringComparer.Ordinal)];
        Scenarios = [.. scenarios.OrderBy(scenario => scenario.Id, StringComparer.Ordinal)];
    }

    /// <summary>The services in ordinal order of their ids.</summary>
    public ImmutableArray<ServiceDefinition> Services { get; }

    /// <summary>The policies in ordinal order of their ids.</summary>
    public ImmutableArray<PolicyDescriptor> Policies { get; }

    /// <summary>The scenarios in ordinal order of their ids.</summary>
    public ImmutableArray<ScenarioDefinition> Scenarios { get; }

    /// <summary>The policy with an id, or null.</summary>
    /// <param name="id">The id, letter case counts.</param>
    public PolicyDescriptor? FindPolicy(string id) =>
        Policies.FirstOrDefault(policy => string.Equals(policy.Definition.Id, id, StringComparison.Ordinal));
}
