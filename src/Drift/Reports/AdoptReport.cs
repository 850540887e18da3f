using System.Globalization;
using System.Text;
using Starface.Policy;
using Starface.Policy.Comparison;
using Starface.Policy.Flows;
using Starface.Policy.Planning;

namespace Starface.Drift.Reports;

/// <summary>The C# that would make foreign rules part of the policy.</summary>
internal static class AdoptReport
{
    /// <summary>Writes the declarations for all extra flows.</summary>
    public static void Write(DriftReport report, PolicySources sources, TextWriter output)
    {
        var any = false;
        // Two rules that permit the same need one declaration.
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var instance in report.Instances)
        {
            foreach (var extra in instance.Extra)
            {
                any = true;
                Write(instance, extra, sources, written, output);
            }
        }

        if (report.Status == DriftStatus.Unknown) output.WriteLine("// Not everything could be read, so there may be more to adopt.");
        else if (!any) output.WriteLine("// Nothing to adopt: no group permits more than its policy declares.");
    }

    private static void Write(InstanceDrift instance, ExtraFlows extra, PolicySources sources, HashSet<string> written, TextWriter output)
    {
        var policy = instance.Plan.Policy.Definition.Id;
        var place = sources.Find(policy, null);
        output.WriteLine($"// {SafeText.Of($"{instance.Name}: {DriftText.Rule(extra)} in {extra.GroupId}: {extra.Summary}")}");
        var ranges = IsDeclaredWhole(instance.Plan, extra) ? extra.Rule.Matches : extra.Ranges;
        var bySide = ranges.GroupBy(range => (range.Direction, range.Protocols, range.Ports)).GroupBy(
            service => string.Join(", ", service.Select(range => range.Remote.ToString()).Order(StringComparer.Ordinal)), StringComparer.Ordinal);
        foreach (var side in bySide.OrderBy(side => side.Key, StringComparer.Ordinal))
        {
            var services = side.Select(service => service.Key).ToList();
            var undeclarable = services.Where(service => Attribute(service, extra) is null).Select(service => service.Protocols.ToString()).FirstOrDefault();
            if (undeclarable is not null)
            {
                output.WriteLine($"// Protocol {undeclarable} has no declaration of its own: remove the rule, or narrow it to TCP, UDP, ICMP, ESP or AH.");
                continue;
            }

            var remotes = side.First().Select(range => range.Remote).ToList();
            var isAnywhere = remotes.Exists(remote => remote == Prefix.Any(AddressFamily.IPv4)) && remotes.Exists(remote => remote == Prefix.Any(AddressFamily.IPv6));
            var name = Name(services, extra);
            if (!written.Add($"{name} {extra.Fingerprint}"))
            {
                output.WriteLine($"// The same as {name} above.");
                continue;
            }

            var peer = isAnywhere ? "Anywhere" : name + "Peers";
            foreach (var id in services.SelectMany(service => Doubts(instance.Plan.Cloud, service.Protocols, service.Ports)).Distinct(StringComparer.Ordinal))
                output.WriteLine($"// The compiler will report {id} (docs/diagnostics/{id}.md): narrow it, or suppress that where it is meant.");
            output.WriteLine($"[Service(\"{Kebab(name)}\", Title = \"Adopted from {Literal(extra.Rule.Id)}\")]");
            foreach (var service in services) output.WriteLine(Attribute(service, extra));
            output.WriteLine($"public sealed partial class {name};");
            if (!isAnywhere)
            {
                output.WriteLine();
                output.WriteLine($"/// <summary>Who the adopted rule {Xml(extra.Rule.Id)} is about.</summary>");
                output.WriteLine($"public sealed class {peer} : PeerGroup;");
            }

            output.WriteLine();
            output.WriteLine($"// on the class of policy '{policy}'{(place is null ? "" : string.Create(CultureInfo.InvariantCulture, $", {place.File}:{place.Line}"))}:");
            output.WriteLine($"[Allow<{name}, {peer}>(Because = \"{Literal(extra.Rule.Description ?? "adopted from the cloud")}\")]");
            if (!isAnywhere)
            {
                output.WriteLine();
                output.WriteLine("// in the stack's configuration, under starface:peers:");
                output.WriteLine($"//   {Kebab(peer)}: [{string.Join(", ", remotes.SelectMany(Prefixes))}]");
            }

            output.WriteLine();
        }
    }

    private static string? Attribute((Direction Direction, ProtocolRange Protocols, PortRange Ports) service, ExtraFlows extra)
    {
        var (direction, protocols, ports) = service;
        if (ProtocolOf(protocols) is not { } known) return null;
        var arguments = $"Protocol.{known}";
        if (protocols.IsIcmp)
        {
            if (ports != PortRange.All)
            {
                if (!ports.TryGetIcmp(out var type, out var code)) return null;
                arguments += string.Create(CultureInfo.InvariantCulture, $", IcmpType = {type}{(code < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", IcmpCode = {code}"))}");
            }
        }
        else if (protocols.HasPortsOrMessages)
        {
            arguments += ports.Count == 1
                ? string.Create(CultureInfo.InvariantCulture, $", {ports.From}")
                : string.Create(CultureInfo.InvariantCulture, $", {ports.From}, {ports.To}");
        }

        return $"[{(direction == Direction.Inbound ? "Inbound" : "Outbound")}({arguments}, Basis = Basis.Inferred, Source = \"Rule {Literal(extra.Rule.Id)}\")]";
    }

    /// <summary>The ids of what the compiler asks about in such a declaration: every protocol, and what Azure has no rules for.</summary>
    private static IEnumerable<string> Doubts(Cloud cloud, ProtocolRange protocols, PortRange ports)
    {
        if (protocols.IsAll) yield return "SFP3004";
        if (cloud == Cloud.Aws && (protocols == Protocol.IcmpV6 || (protocols == Protocol.Icmp && ports != PortRange.All))) yield return "SFP4004";
    }

    /// <summary>What is left of a rule for every protocol has no declaration of its own; the rule has one, where the rest of it is declared already.</summary>
    private static bool IsDeclaredWhole(Plan plan, ExtraFlows extra) =>
        extra.Ranges.Any(range => ProtocolOf(range.Protocols) is null)
        && extra.Rule.Matches.All(match => ProtocolOf(match.Protocols) is not null)
        && FlowSet.From(extra.Rule.Matches).Except(plan.Flows) == FlowSet.From(extra.Ranges);

    private static Protocol? ProtocolOf(ProtocolRange protocols) => protocols.IsAll ? Protocol.Any
        : protocols.IsSingle && Enum.IsDefined((Protocol)protocols.First) ? (Protocol)protocols.First
        : null;

    private static IEnumerable<string> Prefixes(RemoteScope remote) => remote.Group is { } group
        ? [group.StartsWith("sg-", StringComparison.Ordinal) || group.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase) ? group
            : group.StartsWith("pl-", StringComparison.Ordinal) ? $"{group}:WEIGHT" : $"tag:{group}"]
        : remote.Addresses.ToPrefixes().Select(prefix => $"\"{prefix}\"");

    private static string Name(List<(Direction Direction, ProtocolRange Protocols, PortRange Ports)> services, ExtraFlows extra)
    {
        var name = new StringBuilder("Adopted");
        var (direction, protocols, ports) = services[0];
        name.Append(direction == Direction.Inbound ? "In" : "Out");
        var protocol = new string([.. protocols.ToString().Where(char.IsAsciiLetterOrDigit)]);
        name.Append(char.ToUpperInvariant(protocol[0])).Append(protocol.AsSpan(1));
        if (protocols.HasPortsOrMessages && !protocols.IsIcmp && ports != PortRange.All) name.Append(CultureInfo.InvariantCulture, $"{ports.From}").Append(ports.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $"To{ports.To}") : "");
        return name.Append('R').Append(extra.Fingerprint.AsSpan(0, 4)).ToString();
    }

    private static string Kebab(string name) => PeerGroupId.FromTypeName(name);

    private static string Xml(string text) => System.Security.SecurityElement.Escape(SafeText.Of(text));

    private static string Literal(string text) => SafeText.Of(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
