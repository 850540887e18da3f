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
    /// <summary>Reads the arguments, each once: this runs for every requirement after every keystroke.</summary>
    /// <param name="attribute">The attribute.</param>
    public static RequirementArguments Of(AttributeData attribute)
    {
        var direction = attribute.AttributeClass?.Name == "OutboundAttribute" ? Direction.Outbound : Direction.Inbound;
        var (protocol, from, to) = ReadPositional(attribute);
        string? text = null, setting = null, host = null, since = null, until = null;
        IReadOnlyList<string?> addresses = [];
        foreach (var argument in attribute.NamedArguments)
        {
            switch (argument.Key)
            {
                case "Ports": text = AttributeArguments.ValueOf(argument.Value) as string; break;
                case "Setting": setting = AttributeArguments.ValueOf(argument.Value) as string; break;
                case "Host": host = AttributeArguments.ValueOf(argument.Value) as string; break;
                case "Addresses": addresses = AttributeArguments.TextsOf(argument.Value); break;
                case "Since": since = AttributeArguments.ValueOf(argument.Value) as string; break;
                case "Until": until = AttributeArguments.ValueOf(argument.Value) as string; break;
            }
        }

        return new(attribute, direction, protocol, from, to, text, setting, host, addresses, since, until);
    }

    private static (Protocol Protocol, int? From, int? To) ReadPositional(AttributeData attribute)
    {
        var (protocol, from, to) = (default(Protocol), default(int?), default(int?));
        if (attribute.AttributeConstructor is not { } constructor) return (protocol, from, to);
        for (var i = 0; i < constructor.Parameters.Length && i < attribute.ConstructorArguments.Length; i++)
        {
            var value = AttributeArguments.ValueOf(attribute.ConstructorArguments[i]) as int?;
            switch (constructor.Parameters[i].Name)
            {
                case "protocol": protocol = (Protocol)(value ?? 0); break;
                case "port" or "fromPort": from = value; break;
                case "toPort": to = value; break;
            }
        }

        return (protocol, from, to);
    }
}
