using System.Text;
using Starface.Generators.Models;
using Starface.Policy;

namespace Starface.Generators.Naming;

/// <summary>
/// The names of the members that are generated for a service. A name depends on its requirement alone, so that adding a requirement renames
/// nothing; only the second requirement of the same name gets a number.
/// </summary>
internal static class ServiceMembers
{
    /// <summary>The names of all generated members of a service's class.</summary>
    /// <param name="service">The service.</param>
    public static IEnumerable<string> Names(ServiceModel service)
    {
        yield return "Id";
        yield return "Definition";
        if (service.Requirements.Count > 0) yield return "Requirements";
        foreach (var port in Ports(service)) yield return port.Name;
    }

    /// <summary>
    /// Whether a generated member could have a name. It is true of every name in <see cref="Names"/> and faster than making the list.
    /// </summary>
    /// <param name="service">The service.</param>
    /// <param name="name">The name.</param>
    public static bool MayContain(ServiceModel service, string name)
    {
        if (name is "Id" or "Definition" or "Requirements") return true;
        if (name.StartsWith(nameof(Direction.Inbound), StringComparison.Ordinal)) return true;
        if (name.StartsWith(nameof(Direction.Outbound), StringComparison.Ordinal)) return true;
        foreach (var requirement in service.Requirements)
            if (requirement.Setting is { } setting && name.StartsWith(setting, StringComparison.Ordinal))
                return true;
        return false;
    }

    /// <summary>The distinct port constants of a service in the order of its requirements.</summary>
    /// <param name="service">The service.</param>
    public static IEnumerable<PortConstant> Ports(ServiceModel service)
    {
        var seen = new NameSet(service.Requirements.Count * 2);
        for (var i = 0; i < service.Requirements.Count; i++)
        {
            var requirement = service.Requirements[i];
            if (requirement.Protocol is not (Protocol.Tcp or Protocol.Udp)) continue;
            var name = requirement.Setting ?? Name(requirement);
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

    /// <summary>The names of the accessors of a service's requirements, one for each requirement in their order.</summary>
    /// <param name="service">The service.</param>
    public static IReadOnlyList<string> Accessors(ServiceModel service)
    {
        var names = new NameSet(service.Requirements.Count);
        foreach (var requirement in service.Requirements)
        {
            var name = requirement.Host is { } host ? Name(requirement) + Words(host) : Name(requirement);
            var candidate = name;
            for (var number = 2; !names.Add(candidate); number++) candidate = $"{name}Number{InvariantText.Digits(number)}";
        }

        return names.InOrder;
    }

    private static string Name(RequirementModel requirement)
    {
        var name = InvariantText.Name(requirement.Direction) + InvariantText.Name(requirement.Protocol);
        if (requirement.Protocol is Protocol.Any or Protocol.Ah or Protocol.Esp) return name;
        if (requirement.From == 0 && requirement.To == Policy.Flows.PortRange.MaxPort) return name;
        var first = InvariantText.Digits(requirement.From);
        return requirement.From == requirement.To ? name + first : string.Concat(name, first, "To", InvariantText.Digits(requirement.To));
    }

    /// <summary>A host name in PascalCase: <c>UpdateStarfaceDe</c> for <c>update.starface.de</c>.</summary>
    private static string Words(string host)
    {
        var words = new StringBuilder();
        var starts = true;
        foreach (var character in host)
        {
            if (character is '.' or '-' or '_')
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
