using Microsoft.CodeAnalysis;
using Starface.Generators.Diagnostics;
using Starface.Policy;
using Starface.Policy.Flows;
using Starface.Policy.Problems;

namespace Starface.Generators.Validation;

/// <summary>Checks hosts and addresses of remote sides.</summary>
internal static class RemoteSideChecks
{
    /// <summary>Reads the valid addresses in canonical form.</summary>
    /// <param name="attribute">The attribute that gives them.</param>
    /// <param name="addresses">The addresses as written.</param>
    /// <param name="problems">Receives the problems of the others.</param>
    public static string[] ReadAddresses(
        AttributeData attribute, IReadOnlyList<string?> addresses, ICollection<DeclarationProblem> problems)
    {
        if (addresses.Count == 0) return [];
        var valid = new List<string>(addresses.Count);
        for (var i = 0; i < addresses.Count; i++)
        {
            if (Prefix.TryParse(addresses[i], out var prefix, out var problem))
                valid.Add(prefix.ToString());
            else
                problems.Add(new(ProblemIds.MalformedPrefix, attribute, ArgumentPlace.For("Addresses", i), problem.Text)
                {
                    Suggestion = problem.Replacement,
                });
        }

        return [.. valid];
    }

    /// <summary>Whether a host name is valid or absent.</summary>
    /// <param name="attribute">The attribute that gives it.</param>
    /// <param name="argument">The name of the argument.</param>
    /// <param name="host">The host name, or null.</param>
    /// <param name="problems">Receives the problem.</param>
    public static bool CheckHost(AttributeData attribute, string argument, string? host, ICollection<DeclarationProblem> problems)
    {
        if (host is null || HostName.IsValid(host, out var problem)) return true;
        problems.Add(new(ProblemIds.MalformedHostName, attribute, ArgumentPlace.For(argument), host, problem.Text)
        {
            Suggestion = NameSuggestions.ForHost(host),
        });
        return false;
    }
}
