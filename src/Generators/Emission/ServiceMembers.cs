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
        var seen = new NameSet(service.Requirements.Count * 2);
        for (var i = 0; i < service.Requirements.Count; i++)
        {
            var requirement = service.Requirements[i];
            if (requirement.Protocol is not (Protocol.Tcp or Protocol.Udp)) continue;
            var name = requirement.Setting ?? NameOf(requirement);
            if (requirement.From == requirement.To)
            {
                if (seen.Add(name)) yield return new(name, requirement.From, "The port", requirement);
                continue;
            }

            var (first, last) = (name + "From", name + "To");
            if (!seen.Add(first) || !seen.Add(last)) continue;
            yield return new(first, requirement.From, "The first port", requirement);
            yield return new(last, requirement.To, "The last port", requirement);
        }
    }

    /// <summary>The names of the accessors of a service's requirements, in their order.</summary>
    /// <param name="service">The service.</param>
    public static IReadOnlyList<string> AccessorsOf(ServiceModel service)
    {
        var names = new NameSet(service.Requirements.Count);
        foreach (var requirement in service.Requirements)
        {
            var name = requirement.Host is { } host ? NameOf(requirement) + Words(host) : NameOf(requirement);
            var candidate = name;
            for (var number = 2; !names.Add(candidate); number++) candidate = $"{name}Number{Text.Of(number)}";
        }

        return names.InOrder;
    }

    private static string NameOf(RequirementModel requirement)
    {
        var (direction, protocol) = (Text.Name(requirement.Direction), Text.Name(requirement.Protocol));
        if (requirement.Protocol is Protocol.Any or Protocol.Ah or Protocol.Esp) return direction + protocol;
        if (requirement.From == 0 && requirement.To == Policy.Flows.PortRange.MaxPort) return direction + protocol;
        var first = Text.Of(requirement.From);
        return requirement.From == requirement.To ? direction + protocol + first : string.Concat([direction, protocol, first, "To", Text.Of(requirement.To)]);
    }

    private static string Words(string host)
    {
        var words = new StringBuilder();
        var starts = true;
        foreach (var character in host)
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
