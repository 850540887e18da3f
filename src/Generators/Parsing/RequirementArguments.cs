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
/// <param name="IcmpType">The ICMP type; -1 is every type.</param>
/// <param name="IcmpCode">The ICMP code; -1 is every code.</param>
/// <param name="Setting">The setting, or null.</param>
/// <param name="Host">The host, or null.</param>
/// <param name="Addresses">The addresses.</param>
/// <param name="Since">The first version, or null.</param>
/// <param name="Until">The last version, or null.</param>
/// <param name="MinimumTls">The lowest TLS version; may be no member of the enumeration.</param>
/// <param name="Unencrypted">Whether what passes is readable on the way.</param>
/// <param name="Basis">Whether the source states the requirement; may be no member of the enumeration.</param>
/// <param name="Source">The row of the source; may be empty.</param>
internal readonly record struct RequirementArguments(
    AttributeData Attribute,
    Direction Direction,
    Protocol Protocol,
    int? From,
    int? To,
    string? Text,
    int IcmpType,
    int IcmpCode,
    string? Setting,
    string? Host,
    IReadOnlyList<string?> Addresses,
    string? Since,
    string? Until,
    Tls MinimumTls,
    bool Unencrypted,
    Basis Basis,
    string Source)
{
    /// <summary>Reads the arguments, each once: this runs for every requirement after every keystroke.</summary>
    /// <param name="attribute">The attribute.</param>
    public static RequirementArguments Of(AttributeData attribute)
    {
        var direction = attribute.AttributeClass?.Name == "OutboundAttribute" ? Direction.Outbound : Direction.Inbound;
        var (protocol, from, to) = ReadPositional(attribute);
        string? text = null, setting = null, host = null, since = null, until = null, source = null;
        var (icmpType, icmpCode) = (-1, -1);
        var (tls, unencrypted, basis) = (default(Tls), false, default(Basis));
        IReadOnlyList<string?> addresses = [];
        foreach (var argument in attribute.NamedArguments)
        {
            switch (argument.Key)
            {
                case "Ports": text = AttributeArguments.ValueOf(argument.Value) as string; break;
                case "IcmpType": icmpType = AttributeArguments.ValueOf(argument.Value) as int? ?? -1; break;
                case "IcmpCode": icmpCode = AttributeArguments.ValueOf(argument.Value) as int? ?? -1; break;
                case "Setting": setting = AttributeArguments.ValueOf(argument.Value) as string; break;
                case "Host": host = AttributeArguments.ValueOf(argument.Value) as string; break;
                case "Addresses": addresses = AttributeArguments.TextsOf(argument.Value); break;
                case "Since": since = AttributeArguments.ValueOf(argument.Value) as string; break;
                case "Until": until = AttributeArguments.ValueOf(argument.Value) as string; break;
                case "MinimumTls": tls = (Tls)(AttributeArguments.ValueOf(argument.Value) as int? ?? 0); break;
                case "Unencrypted": unencrypted = AttributeArguments.ValueOf(argument.Value) is true; break;
                case "Basis": basis = (Basis)(AttributeArguments.ValueOf(argument.Value) as int? ?? 0); break;
                case "Source": source = AttributeArguments.ValueOf(argument.Value) as string; break;
            }
        }

        return new(attribute, direction, protocol, from, to, text, icmpType, icmpCode, setting, host, addresses, since, until, tls, unencrypted, basis, source ?? "");
    }

    private static (Protocol Protocol, int? From, int? To) ReadPositional(AttributeData attribute)
    {
        var (protocol, from, to) = (default(Protocol), default(int?), default(int?));
        if (attribute.AttributeConstructor is not { } constructor) return (protocol, from, to);
        var parameters = constructor.Parameters;
        var arguments = attribute.ConstructorArguments;
        for (var i = 0; i < parameters.Length && i < arguments.Length; i++)
        {
            var value = AttributeArguments.ValueOf(arguments[i]) as int?;
            switch (parameters[i].Name)
            {
                case "protocol": protocol = (Protocol)(value ?? 0); break;
                case "port" or "fromPort": from = value; break;
                case "toPort": to = value; break;
            }
        }

        return (protocol, from, to);
    }
}
