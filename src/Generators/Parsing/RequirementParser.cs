using Microsoft.CodeAnalysis;
using Starface.Generators.Checks;
using Starface.Generators.Models;

namespace Starface.Generators.Parsing;

/// <summary>Reads a requirement from its attribute.</summary>
internal static class RequirementParser
{
    /// <summary>The requirement; null when it has mistakes.</summary>
    /// <param name="attribute">The attribute, whose arguments are well-formed.</param>
    /// <param name="mistakes">Takes the mistakes.</param>
    public static RequirementModel? Parse(AttributeData attribute, ICollection<Mistake> mistakes)
    {
        var before = mistakes.Count;
        var arguments = RequirementArguments.Of(attribute);
        var ports = PortChecks.Read(arguments, mistakes);
        NameChecks.CheckSetting(attribute, arguments.Setting, mistakes);
        RemoteSideChecks.CheckHost(attribute, "Host", arguments.Host, mistakes);
        var addresses = RemoteSideChecks.ReadAddresses(attribute, arguments.Addresses, mistakes);
        VersionChecks.Check(arguments, mistakes);
        if (mistakes.Count > before || ports is not { } range) return null;
        return new(
            arguments.Direction,
            arguments.Protocol,
            range.From,
            range.To,
            arguments.Setting,
            arguments.Host,
            new(addresses),
            arguments.MinimumTls,
            arguments.Unencrypted,
            arguments.Since,
            arguments.Until,
            arguments.Basis,
            arguments.Source);
    }
}
