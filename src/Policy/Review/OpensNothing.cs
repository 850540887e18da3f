using Starface.Policy.Rules;

namespace Starface.Policy.Review;

/// <summary>Services that open nothing although a policy allows them. Builds and plans say so in the same words.</summary>
internal static class OpensNothing
{
    /// <summary>The finding, or null when the service opens something.</summary>
    /// <param name="service">The service.</param>
    /// <param name="version">The PBX version; null is the current release.</param>
    public static Finding? Find(ServiceDefinition service, PbxVersion? version)
    {
        if (service.Requirements.IsEmpty)
        {
            var where = (service.DocumentedElsewhere ?? "its declaration names no requirement").TrimEnd('.');
            return new Finding(
                FindingIds.NothingRequired,
                Severity.Warning,
                $"Service '{service.Id}' opens nothing: {where}. Look up its requirements there and declare them, or remove the allowance.");
        }

        if (service.Requirements.Any(requirement => requirement.AppliesTo(version))) return null;
        var spans = string.Join(", ", service.Requirements.Select(Span).Distinct(StringComparer.Ordinal));
        var release = version is { } exact ? $"PBX {exact}" : "the current release";
        return new Finding(
            FindingIds.NoRequirementForVersion,
            Severity.Warning,
            $"Service '{service.Id}' opens nothing for {release}: its rows apply {spans}, and the vendor says nothing about other versions.");
    }

    private static string Span(Requirement requirement) => (requirement.Since, requirement.Until) switch
    {
        ({ } since, { } until) => $"from {since} to {until}",
        ({ } since, null) => $"from {since}",
        (null, { } until) => $"until {until}",
        _ => "always",
    };
}
