using System.Globalization;
using System.Text;
using Starface.Drift.Live;
using Starface.Policy;
using Starface.Policy.Comparison;
using Starface.Policy.Flows;
using Starface.Drift.Output;

namespace Starface.Drift.Reports;

/// <summary>The C# that would make foreign rules part of the policy.</summary>
/// <param name="clouds">The clouds.</param>
/// <param name="sources">The lines of the policies.</param>
/// <param name="output">Receives the declarations.</param>
internal sealed class AdoptReport(CloudConnectors clouds, PolicySources sources, OutputGate output)
{
    /// <summary>The declarations that were written: two rules that permit the same need one.</summary>
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    /// <summary>Writes the declarations for all extra flows.</summary>
    public void Write(DriftReport report)
    {
        foreach (var instance in report.Instances)
        {
            foreach (var extra in instance.Extra) Write(instance, extra);
        }

        if (report.Status == DriftStatus.Unknown)
            output.WriteLine(CSharp.Comment("Not everything could be read, so there may be more to adopt."));
        else if (report.Instances.All(instance => instance.Extra.IsEmpty))
            output.WriteLine(CSharp.Comment("Nothing to adopt: no group permits more than its policy declares."));
    }

    private void Write(InstanceDrift instance, ExtraFlows extra)
    {
        output.WriteLine(CSharp.Comment($"{instance.Name}: {DriftText.Rule(instance, extra)} in {extra.GroupId}: {extra.Summary}"));
        var ranges = IsDeclaredWhole(instance.Plan, extra) ? extra.Rule.Matches : extra.Ranges;
        // Services with the same remote side make one declaration.
        var bySide = ranges
            .GroupBy(range => new Service(range.Direction, range.Protocols, range.Ports))
            .GroupBy(DescribeRemotes, StringComparer.Ordinal);
        foreach (var side in bySide.OrderBy(side => side.Key, StringComparer.Ordinal))
            Write(instance, extra, [.. side.Select(service => service.Key)], [.. side.First().Select(range => range.Remote)]);
    }

    private static string DescribeRemotes(IEnumerable<FlowRange> ranges) =>
        string.Join(", ", ranges.Select(range => range.Remote.ToString()).Order(StringComparer.Ordinal));

    private void Write(InstanceDrift instance, ExtraFlows extra, List<Service> services, List<RemoteScope> remotes)
    {
        var undeclarable = services.FindIndex(service => Attribute(service, extra) is null);
        if (undeclarable >= 0)
        {
            var what = $"Protocol {services[undeclarable].Protocols} has no declaration of its own";
            output.WriteLine(CSharp.Comment($"{what}: remove the rule, or narrow it to TCP, UDP, ICMP, ESP or AH."));
            return;
        }

        var name = Name(services, extra);
        if (!_written.Add($"{name} {extra.Fingerprint}"))
        {
            output.WriteLine(CSharp.Comment($"The same as {name} above."));
            return;
        }

        var advice = clouds.For(instance.Plan.Cloud).Advice;
        var isAnywhere = remotes.Contains(Prefix.Any(AddressFamily.IPv4)) && remotes.Contains(Prefix.Any(AddressFamily.IPv6));
        var peer = isAnywhere ? "Anywhere" : name + "Peers";
        foreach (var id in services.SelectMany(service => FindDiagnostics(service)).Distinct(StringComparer.Ordinal))
        {
            output.WriteLine(
                CSharp.Comment($"The compiler will report {id} (docs/diagnostics/{id}.md): narrow it, or suppress it where it is meant."));
        }

        output.WriteLine<CSharp>($"[Service(\"{Kebab(name)}\", Title = \"Adopted from {extra.Rule.Id}\")]");
        foreach (var service in services) output.WriteLine(Attribute(service, extra)!);
        output.WriteLine<CSharp>($"public sealed partial class {name};");
        if (!isAnywhere)
        {
            output.EndLine();
            output.WriteLine<CSharp>($"/// <summary>Who the adopted rule {CSharp.Documentation(extra.Rule.Id)} is about.</summary>");
            output.WriteLine<CSharp>($"public sealed class {peer} : PeerGroup;");
        }

        output.EndLine();
        output.WriteLine(PolicyLine(instance.Plan.PolicyId));
        output.WriteLine<CSharp>($"[Allow<{name}, {peer}>(Because = \"{extra.Rule.Description ?? "adopted from the cloud"}\")]");
        if (!isAnywhere)
        {
            output.EndLine();
            output.WriteLine(CSharp.Comment("in the stack's configuration, under starface:peers:"));
            output.WriteLine(
                CSharp.Comment($"  {Kebab(peer)}: [{string.Join(", ", remotes.SelectMany(remote => Peers(advice, remote)))}]"));
        }

        output.EndLine();
    }

    private MediumText<CSharp> PolicyLine(string policy)
    {
        var place = sources.Find(policy, null);
        var line = place is null ? "" : string.Create(CultureInfo.InvariantCulture, $", {place.File}:{place.Line}");
        return CSharp.Comment($"on the class of policy '{policy}'{line}:");
    }

    private static MediumText<CSharp>? Attribute(Service service, ExtraFlows extra)
    {
        if (Arguments(service) is not { } arguments) return null;
        var attribute = service.Direction == Direction.Inbound ? "Inbound" : "Outbound";
        return $"[{attribute}({arguments}, Basis = Basis.Inferred, Source = \"Rule {extra.Rule.Id}\")]";
    }

    /// <summary>The protocol and ports as arguments of an attribute, or null when no attribute can express them.</summary>
    private static string? Arguments(Service service)
    {
        var (_, protocols, ports) = service;
        if (ProtocolOf(protocols) is not { } known) return null;
        var protocol = $"Protocol.{known}";
        if (protocols.IsIcmp)
        {
            if (ports == PortRange.All) return protocol;
            if (!ports.TryGetIcmp(out var type, out var code)) return null;
            return code < 0
                ? string.Create(CultureInfo.InvariantCulture, $"{protocol}, IcmpType = {type}")
                : string.Create(CultureInfo.InvariantCulture, $"{protocol}, IcmpType = {type}, IcmpCode = {code}");
        }

        if (!protocols.HasPortsOrMessages) return protocol;
        return ports.Count == 1
            ? string.Create(CultureInfo.InvariantCulture, $"{protocol}, {ports.From}")
            : string.Create(CultureInfo.InvariantCulture, $"{protocol}, {ports.From}, {ports.To}");
    }

    /// <summary>The ids of what the compiler asks about in such a declaration: every protocol, and what a cloud cannot express.</summary>
    private IEnumerable<string> FindDiagnostics(Service service)
    {
        if (service.Protocols.IsAll) yield return "SFP3004";
        var isExpressible = ProtocolOf(service.Protocols) is not { } protocol
            || clouds.All.All(connector => connector.Cloud.FindGap(protocol, service.Ports) is null);
        if (!isExpressible) yield return "SFP4004";
    }

    /// <summary>
    /// Whether the whole rule is to be declared. What is left of a rule for every protocol has no declaration of its own; the rule has one,
    /// where the rest of it is declared already.
    /// </summary>
    private static bool IsDeclaredWhole(ComparedPlan plan, ExtraFlows extra) =>
        extra.Ranges.Any(range => ProtocolOf(range.Protocols) is null)
        && extra.Rule.Matches.All(match => ProtocolOf(match.Protocols) is not null)
        && FlowSet.From(extra.Rule.Matches).Except(plan.Flows) == FlowSet.From(extra.Ranges);

    private static Protocol? ProtocolOf(ProtocolRange protocols) => protocols.IsAll ? Protocol.Any
        : protocols.IsSingle && Enum.IsDefined((Protocol)protocols.First) ? (Protocol)protocols.First
        : null;

    private static IEnumerable<string> Peers(ICloudAdvice advice, RemoteScope remote) => remote.Group is { } group
        ? [advice.DescribePeer(group)]
        : remote.Addresses.ToPrefixes().Select(prefix => $"\"{prefix}\"");

    private static string Name(List<Service> services, ExtraFlows extra)
    {
        var name = new StringBuilder("Adopted");
        var (direction, protocols, ports) = services[0];
        name.Append(direction == Direction.Inbound ? "In" : "Out");
        var protocol = new string([.. protocols.ToString().Where(char.IsAsciiLetterOrDigit)]);
        name.Append(char.ToUpperInvariant(protocol[0])).Append(protocol.AsSpan(1));
        if (protocols.HasPortsOrMessages && !protocols.IsIcmp && ports != PortRange.All)
        {
            name.Append(CultureInfo.InvariantCulture, $"{ports.From}");
            if (ports.Count > 1) name.Append(CultureInfo.InvariantCulture, $"To{ports.To}");
        }

        return name.Append('R').Append(extra.Fingerprint.AsSpan(0, 4)).ToString();
    }

    private static string Kebab(string name) => PeerGroupId.FromTypeName(name);

    /// <summary>What a declaration is about, its remote side aside.</summary>
    private readonly record struct Service(Direction Direction, ProtocolRange Protocols, PortRange Ports);
}
