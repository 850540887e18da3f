using Microsoft.CodeAnalysis;
using Starface.Policy;

namespace Starface.Generators.Parsing;

/// <summary>The arguments of a requirement as they were written, before anything is checked.</summary>
/// <param name="Attribute">The attribute.</param>
/// <param name="Direction">Who opens the connection.</param>
/// <param name="Protocol">The protocol; may be no member of the enumeration.</param>
/// <param name="From">The first port, or null.</param>
/// <param name="To">The last port; null when it is not given or one port is.</param>
/// <param name="Text">The ports as text, or null.</param>
/// <param name="Setting">The setting, or null.</param>
/// <param name="Host">The host, or null.</param>
/// <param name="Addresses">The addresses.</param>
/// <param name="Since">The first version, or null.</param>
/// <param name="Until">The last version, or null.</param>
internal readonly record struct RequirementArguments(
    AttributeData Attribute,
    Direction Direction,
    Protocol Protocol,
    int? From,
    int? To,
    string? Text,
    string? Setting,
    string? Host,
    IReadOnlyList<string?> Addresses,
    string? Since,
    string? Until)
{
    /// <summary>Reads the arguments.</summary>
    /// <param name="attribute">The attribute.</param>
    public static RequirementArguments Of(AttributeData attribute) =>
        new(
            attribute,
            attribute.AttributeClass?.Name == "OutboundAttribute" ? Direction.Outbound : Direction.Inbound,
            (Protocol)(AttributeArguments.Positional(attribute, "protocol") as int? ?? 0),
            AttributeArguments.Positional(attribute, "port") as int? ?? AttributeArguments.Positional(attribute, "fromPort") as int?,
            AttributeArguments.Positional(attribute, "toPort") as int?,
            AttributeArguments.Named(attribute, "Ports") as string,
            AttributeArguments.Named(attribute, "Setting") as string,
            AttributeArguments.Named(attribute, "Host") as string,
            AttributeArguments.Texts(attribute, "Addresses"),
            AttributeArguments.Named(attribute, "Since") as string,
            AttributeArguments.Named(attribute, "Until") as string);
}
