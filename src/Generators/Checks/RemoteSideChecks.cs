using Microsoft.CodeAnalysis;
using Starface.Policy;
using Starface.Policy.Flows;

namespace Starface.Generators.Checks;

/// <summary>Checks hosts and addresses of remote sides.</summary>
internal static class RemoteSideChecks
{
    /// <summary>Reads addresses in canonical form, or adds the mistakes.</summary>
    /// <param name="attribute">The attribute that names them.</param>
    /// <param name="addresses">The addresses as written.</param>
    /// <param name="mistakes">Takes the mistakes.</param>
    public static string[] ReadAddresses(AttributeData attribute, IReadOnlyList<string?> addresses, ICollection<Mistake> mistakes)
    {
        if (addresses.Count == 0) return [];
        var read = new List<string>(addresses.Count);
        for (var i = 0; i < addresses.Count; i++)
        {
            if (Prefix.TryParse(addresses[i], out var prefix, out var problem))
                read.Add(prefix.ToString());
            else
                mistakes.Add(new(Descriptors.MalformedPrefix, attribute, Place.Of("Addresses", i), problem.Reason.TrimEnd('.')) { Mend = problem.Mend });
        }

        return [.. read];
    }

    /// <summary>Whether there is no host or a well-formed one; adds the mistake otherwise.</summary>
    /// <param name="attribute">The attribute that names it.</param>
    /// <param name="argument">The argument it stands in.</param>
    /// <param name="host">The host, or null.</param>
    /// <param name="mistakes">Takes the mistake.</param>
    public static bool CheckHost(AttributeData attribute, string argument, string? host, ICollection<Mistake> mistakes)
    {
        if (host is null || HostName.IsValid(host, out var reason)) return true;
        mistakes.Add(new(Descriptors.MalformedHostName, attribute, Place.Of(argument), host, reason) { Mend = NameText.MendHost(host) });
        return false;
    }
}
