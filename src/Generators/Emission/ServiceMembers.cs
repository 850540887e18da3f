using System.Text;
using Starface.Generators.Models;
using Starface.Policy;

namespace Starface.Generators.Emission;

/// <summary>
/// The names of what is generated into a service. A name comes from the requirement alone, so that another requirement does not change it;
/// only a second requirement of the same name takes a number.
/// </summary>
internal static class ServiceMembers
{
    /// <summary>The names of all members of a service's class.</summary>
    /// <param name="service">The service.</param>
    public static IEnumerable<string> NamesOf(ServiceModel service)
    {
        yield return "Id";
        yield return "Definition";
        if (service.Requirements.Count > 0) yield return "Requirements";
        foreach (var port in PortsOf(service)) yield return port.Name;
    }

    /// <summary>Whether a member of a service's class may have a name, which is quicker told than its exact names.</summary>
    /// <param name="service">The service.</param>
    /// <param name="name">The name.</param>
    public static bool MayBeNamed(ServiceModel service, string name)
    {
        if (name is "Id" or "Definition" or "Requirements") return true;
        if (name.StartsWith(nameof(Direction.Inbound), StringComparison.Ordinal) || name.StartsWith(nameof(Direction.Outbound), StringComparison.Ordinal)) return true;
        foreach (var requirement in service.Requirements)
            if (requirement.Setting is { } setting && name.StartsWith(setting, StringComparison.Ordinal))
                return true;
        return false;
    }

    /// <summary>The port constants of a service, each once, in the order of the requirements.</summary>
    /// <param name="service">The service.</param>
    public static IEnumerable<PortConstant> PortsOf(ServiceModel service)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var requirement in service.Requirements)
        {
            if (requirement.Protocol is not (Protocol.Tcp or Protocol.Udp)) continue;
            var name = requirement.Setting ?? NameOf(requirement);
            var about = requirement.Setting is null
                ? RuleTable.PortsOf(requirement) + ", " + RuleTable.DirectionOf(requirement)
                : $"the setting {requirement.Setting} by default";
            if (requirement.From == requirement.To)
            {
                if (seen.Add(name)) yield return new(name, requirement.From, $"The port of {about}.");
            }
            else if (seen.Add(name + "From") && seen.Add(name + "To"))
            {
                yield return new(name + "From", requirement.From, $"The first port of {about}.");
                yield return new(name + "To", requirement.To, $"The last port of {about}.");
            }
        }
    }

    /// <summary>The names of the accessors of a service's requirements, in their order.</summary>
    /// <param name="service">The service.</param>
    public static IReadOnlyList<string> AccessorsOf(ServiceModel service)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var names = new List<string>(service.Requirements.Count);
        foreach (var requirement in service.Requirements)
        {
            var name = NameOf(requirement) + Words(requirement.Host);
            var candidate = name;
            for (var number = 2; !seen.Add(candidate); number++) candidate = $"{name}Number{Text.Of(number)}";
            names.Add(candidate);
        }

        return names;
    }

    private static string NameOf(RequirementModel requirement)
    {
        var name = $"{requirement.Direction}{requirement.Protocol}";
        if (requirement.Protocol is Protocol.Any or Protocol.Ah or Protocol.Esp) return name;
        if (requirement.From == 0 && requirement.To == Policy.Flows.PortRange.MaxPort) return name;
        name += Text.Of(requirement.From);
        return requirement.From == requirement.To ? name : $"{name}To{Text.Of(requirement.To)}";
    }

    private static string Words(string? host)
    {
        var words = new StringBuilder();
        var starts = true;
        foreach (var character in host ?? "")
        {
            if (character is '.' or '-')
            {
                starts = true;
                continue;
            }

            words.Append(starts ? char.ToUpperInvariant(character) : character);
            starts = false;
        }

        return words.ToString();
    }
}
