using System.Collections.Concurrent;
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
    private const int MostCharacters = 64;
    private const string To = "To";

    private static readonly ConcurrentDictionary<(Direction Direction, Protocol Protocol), string> Prefixes = new();

    /// <summary>The names of all generated members of a service's class.</summary>
    /// <param name="service">The service.</param>
    public static IEnumerable<string> Names(ServiceModel service)
    {
        yield return "Id";
        yield return "Definition";
        if (service.Requirements.Count > 0) yield return "Requirements";
        foreach (var port in Ports(service, RequirementNames(service))) yield return port.Name;
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

    /// <summary>What the names of the members of each requirement begin with, in the order of requirements.</summary>
    /// <param name="service">The service.</param>
    public static IReadOnlyList<string> RequirementNames(ServiceModel service)
    {
        var names = new string[service.Requirements.Count];
        for (var i = 0; i < names.Length; i++) names[i] = Name(service.Requirements[i]);
        return names;
    }

    /// <summary>The distinct port constants of a service in the order of its requirements.</summary>
    /// <param name="service">The service.</param>
    /// <param name="names">The result of <see cref="RequirementNames"/>.</param>
    public static IEnumerable<PortConstant> Ports(ServiceModel service, IReadOnlyList<string> names)
    {
        var seen = new NameSet(service.Requirements.Count * 2);
        for (var i = 0; i < service.Requirements.Count; i++)
        {
            var requirement = service.Requirements[i];
            if (requirement.Protocol is not (Protocol.Tcp or Protocol.Udp)) continue;
            var name = requirement.Setting ?? names[i];
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
    /// <param name="names">The result of <see cref="RequirementNames"/>.</param>
    public static IReadOnlyList<string> Accessors(ServiceModel service, IReadOnlyList<string> names)
    {
        var accessors = new NameSet(names.Count);
        for (var i = 0; i < names.Count; i++)
        {
            var name = service.Requirements[i].Host is { } host ? names[i] + Words(host) : names[i];
            var candidate = name;
            for (var number = 2; !accessors.Add(candidate); number++) candidate = $"{name}Number{InvariantText.Digits(number)}";
        }

        return accessors.InOrder;
    }

    private static string Name(RequirementModel requirement)
    {
        var name = Prefixes.GetOrAdd(
            (requirement.Direction, requirement.Protocol),
            static key => InvariantText.Name(key.Direction) + InvariantText.Name(key.Protocol));
        if (requirement.Protocol is Protocol.Any or Protocol.Ah or Protocol.Esp) return name;
        if (requirement.From == 0 && requirement.To == Policy.Flows.PortRange.MaxPort) return name;
        Span<char> text = stackalloc char[MostCharacters];
        var start = text.Length;
        if (requirement.From != requirement.To)
        {
            start = InvariantText.WriteDigits(requirement.To, text);
            start -= To.Length;
            To.AsSpan().CopyTo(text.Slice(start));
        }

        start = InvariantText.WriteDigits(requirement.From, text.Slice(0, start)) - name.Length;
        name.AsSpan().CopyTo(text.Slice(start));
        return text.Slice(start).ToString();
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
