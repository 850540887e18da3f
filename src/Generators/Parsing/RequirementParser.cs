using Microsoft.CodeAnalysis;
using Starface.Generators.Diagnostics;
using Starface.Generators.Models;
using Starface.Generators.Symbols;
using Starface.Generators.Validation;
using Starface.Policy;

namespace Starface.Generators.Parsing;

/// <summary>Reads a requirement from its attribute.</summary>
internal static class RequirementParser
{
    /// <summary>The requirement; null when it is invalid.</summary>
    /// <param name="attribute">The attribute, whose arguments are well-formed.</param>
    /// <param name="problems">Receives the problems.</param>
    public static RequirementModel? Parse(AttributeData attribute, ICollection<DeclarationProblem> problems)
    {
        var (protocol, from, to) = ReadPositional(attribute);
        string? ports = null, setting = null, host = null, since = null, until = null, source = null;
        var (icmpType, icmpCode) = (-1, -1);
        var (minimumTls, unencrypted, basis) = (default(Tls), false, default(Basis));
        IReadOnlyList<string?> addresses = [], allowPrivate = [];
        // One loop and not a search for each name, because this runs for every requirement after every keystroke.
        foreach (var argument in attribute.NamedArguments)
        {
            var value = AttributeArguments.Value(argument.Value);
            switch (argument.Key)
            {
                case "Ports": ports = value as string; break;
                case "IcmpType": icmpType = value as int? ?? -1; break;
                case "IcmpCode": icmpCode = value as int? ?? -1; break;
                case "Setting": setting = value as string; break;
                case "Host": host = value as string; break;
                case "Addresses": addresses = AttributeArguments.Strings(argument.Value); break;
                case "AllowPrivate": allowPrivate = AttributeArguments.Strings(argument.Value); break;
                case "Since": since = value as string; break;
                case "Until": until = value as string; break;
                case "MinimumTls": minimumTls = (Tls)(value as int? ?? 0); break;
                case "Unencrypted": unencrypted = value is true; break;
                case "Basis": basis = (Basis)(value as int? ?? 0); break;
                case "Source": source = value as string; break;
            }
        }

        var before = problems.Count;
        var range = PortChecks.Read(attribute, protocol, from, to, ports, icmpType, icmpCode, problems);
        NameChecks.CheckSetting(attribute, setting, problems);
        RemoteSideChecks.CheckHost(attribute, "Host", host, problems);
        var prefixes = RemoteSideChecks.ReadAddresses(attribute, addresses, problems);
        var privates = RemoteSideChecks.ReadAllowPrivate(attribute, allowPrivate, host is not null, problems);
        VersionChecks.CheckRange(attribute, since, until, problems);
        EnumerationChecks.Check(attribute, problems);
        if (problems.Count > before || range is not { } valid) return null;
        return new(
            attribute.AttributeClass?.Name == "OutboundAttribute" ? Direction.Outbound : Direction.Inbound,
            protocol,
            valid.From,
            valid.To,
            setting,
            host,
            new(prefixes),
            new(privates),
            minimumTls,
            unencrypted,
            since,
            until,
            basis,
            source ?? "");
    }

    private static (Protocol Protocol, int? From, int? To) ReadPositional(AttributeData attribute)
    {
        var (protocol, from, to) = (default(Protocol), default(int?), default(int?));
        if (attribute.AttributeConstructor is not { } constructor) return (protocol, from, to);
        var parameters = constructor.Parameters;
        var arguments = attribute.ConstructorArguments;
        for (var i = 0; i < parameters.Length && i < arguments.Length; i++)
        {
            var value = AttributeArguments.Value(arguments[i]) as int?;
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
