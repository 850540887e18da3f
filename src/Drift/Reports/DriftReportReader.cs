using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Starface.Drift.Output;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;
using Starface.Policy.Flows;
using Starface.Policy.Problems;

namespace Starface.Drift.Reports;

/// <summary>Reads what <c>drift --format json</c> wrote, in full, so that every format can be made of it.</summary>
/// <param name="root">The document.</param>
/// <param name="clouds">The clouds there are.</param>
internal sealed class DriftReportReader(JsonElement root, ImmutableArray<CloudTarget> clouds)
{
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _stackFiles = new(StringComparer.Ordinal);

    /// <summary>The files of the instances that were read.</summary>
    public IReadOnlyDictionary<string, string> Files => _files;

    /// <summary>The files of the stacks that the report could not read.</summary>
    public IReadOnlyDictionary<string, string> StackFiles => _stackFiles;

    /// <summary>The ignore file, or null.</summary>
    public string? IgnoreFile { get; } = root.OptionalText("ignoreFile");

    /// <summary>The report.</summary>
    /// <exception cref="FormatException">The document is not a report.</exception>
    /// <exception cref="KeyNotFoundException">A member is missing.</exception>
    /// <exception cref="InvalidOperationException">A member has a value of another kind.</exception>
    public DriftReport Read()
    {
        var extra = root.Items("extra").ToLookup(found => found.Text("instance"), StringComparer.Ordinal);
        var missing = root.Items("missing").ToLookup(found => found.Text("instance"), StringComparer.Ordinal);
        var instances = root.Items("instances")
            .Select(instance => ReadInstance(instance, extra[instance.Text("instance")], missing[instance.Text("instance")]))
            .ToImmutableArray();
        var names = instances.Select(instance => instance.Name).ToHashSet(StringComparer.Ordinal);
        if (names.Count < instances.Length || !extra.Concat(missing).All(found => names.Contains(found.Key)))
            throw new FormatException("The instances are not those of the findings.");
        return new DriftReport(
            instances,
            [
                // What was not compared follows from the instances.
                .. root.Items("problems").Select(ProblemJson.Read)
                    .Where(problem => problem.Id != ProblemIds.ComparedLess)
                    .Select(problem => new AcceptanceFinding(problem)),
            ])
        {
            UnreadStacks = [.. root.Items("unreadStacks").Select(ReadStack)],
            IsPart = root.TryGetProperty(ReportPart.Member, out _),
        };
    }

    private UnreadStack ReadStack(JsonElement stack)
    {
        _stackFiles[stack.Text("stack")] = stack.Text("file");
        return new UnreadStack(stack.Text("stack"), [.. stack.Items("problems").Select(ProblemJson.Read)]);
    }

    private InstanceDrift ReadInstance(JsonElement instance, IEnumerable<JsonElement> extra, IEnumerable<JsonElement> missing)
    {
        var name = instance.Text("instance");
        _files[name] = instance.Text("file");
        var cloud = clouds.FirstOrDefault(known => known.Id == instance.Text("cloud"))
            ?? throw new FormatException($"'{instance.Text("cloud")}' is not a cloud.");
        var problems = instance.Items("problems").Select(ProblemJson.Read).ToImmutableArray();
        return new InstanceDrift(
            new ComparedPlan(cloud, name, instance.Text("policy"), instance.Text("digest"), FlowSet.Empty),
            [.. instance.Items("live").Select(group => ReadGroup(cloud, group))],
            [.. Findings(extra).Select(ReadExtra)],
            [.. Findings(missing).Select(ReadMissing)],
            [
                .. instance.Items("tags").Select(tag => new TagDrift(
                    tag.Text("group"), tag.Text("key"), tag.OptionalText("planned") ?? "", tag.OptionalText("live"))
                { Fingerprint = tag.Text("fingerprint") }),
            ],
            [.. problems.Where(problem => problem.Severity == Severity.Error)],
            [.. problems.Where(problem => problem.Severity != Severity.Error)])
        {
            Scope = instance.Text("scope") == "interface" ? DriftScope.Interface : DriftScope.Group,
            TrustsTags = instance.GetProperty("trustsTags").GetBoolean(),
            Interfaces = [.. instance.Items("interfaces").Select(place => ReadInterface(cloud, place))],
            Attachments =
            [
                .. instance.Items("attachments").Select(attachment => new AttachmentDrift(
                    attachment.Text("group"), attachment.OptionalText("target"), attachment.Text("message"))
                { Fingerprint = attachment.Text("fingerprint") }),
            ],
            Guardrails = [.. instance.Items("guardrails").Select(ProblemJson.Read)],
            Unrecorded =
            [
                .. instance.Items("unrecorded").Select(rule => new UnrecordedRule(
                    new LiveGroup(cloud, rule.Text("group"), ""),
                    new LiveRule(rule.Text("rule"), Direction.Inbound, []),
                    rule.Text("type"),
                    rule.Text("name"))
                {
                    Parent = rule.OptionalText("parent"),
                    Provider = rule.OptionalText("provider"),
                }),
            ],
            Ignored =
            [
                .. instance.Items("ignored").Select(ignored => new IgnoredDrift(
                    ignored.Text("what"),
                    new IgnoreEntry(ignored.Text("reason"), ignored.Text("owner"), CalendarDate.Parse(ignored.Text("expires"))))
                {
                    IsExtra = ignored.GetProperty("extra").GetBoolean(),
                    Fingerprint = ignored.Text("fingerprint"),
                }),
            ],
        };
    }

    /// <summary>The ranges of each finding, which are neighbours and differ in the flow alone.</summary>
    private static IEnumerable<List<JsonElement>> Findings(IEnumerable<JsonElement> ranges)
    {
        List<JsonElement> finding = [];
        foreach (var range in ranges)
        {
            if (finding.Count > 0 && !IsSameFinding(finding[0], range))
            {
                yield return finding;
                finding = [];
            }

            finding.Add(range);
        }

        if (finding.Count > 0) yield return finding;
    }

    private static bool IsSameFinding(JsonElement one, JsonElement other) =>
        one.EnumerateObject().Where(member => member.Name != "flow").Select(member => (member.Name, member.Value.GetRawText()))
            .SequenceEqual(
                other.EnumerateObject().Where(member => member.Name != "flow").Select(member => (member.Name, member.Value.GetRawText())));

    private static ImmutableArray<FlowRange> FlowsOf(List<JsonElement> finding) =>
        [.. finding.Select(range => FlowJson.Read(range.GetProperty("flow")))];

    private static ExtraFlows ReadExtra(List<JsonElement> finding)
    {
        var (extra, flows) = (finding[0], FlowsOf(finding));
        var rule = extra.GetProperty("rule");
        return new ExtraFlows(
            extra.Text("group"),
            new LiveRule(rule.Text("id"), flows[0].Direction, [])
            {
                Description = rule.OptionalText("description"),
                IsDefault = rule.TryGetProperty("default", out var isDefault) && isDefault.GetBoolean(),
                Tags = rule.GetProperty("tags").EnumerateObject().ToImmutableSortedDictionary(
                    tag => tag.Name, tag => tag.Value.GetString()!, StringComparer.Ordinal),
                Written = rule.TryGetProperty("prefixLists", out _)
                    ? [.. rule.Texts("prefixLists").Select(list => new FlowRange(
                        flows[0].Direction, flows[0].Protocols, RemoteScope.OfGroup(list), flows[0].Ports))]
                    : [],
            },
            flows,
            BigInteger.Parse(extra.Text("addresses"), NumberStyles.None, CultureInfo.InvariantCulture),
            extra.GetProperty("reachesInternet").GetBoolean(),
            extra.GetProperty("broaderThanDeclared").GetBoolean(),
            extra.Text("summary"))
        {
            Fingerprint = extra.Text("fingerprint"),
            IsCertain = extra.GetProperty("certain").GetBoolean(),
            DependsOn = extra.Texts("dependsOn"),
            IsForeignGroup = extra.GetProperty("foreignGroup").GetBoolean(),
            Interfaces = extra.Texts("interfaces"),
            Through = [.. extra.Items("through").Select(ReadLayerRule)],
        };
    }

    private static MissingFlows ReadMissing(List<JsonElement> finding)
    {
        var (missing, flows) = (finding[0], FlowsOf(finding));
        return new MissingFlows(
            [.. missing.Items("origins").Select(RuleJson.Read)],
            flows,
            missing.Text("impact"),
            missing.OptionalText("deniedBy") is { } rule ? new LiveRule(rule, flows[0].Direction, []) : null)
        {
            Fingerprint = missing.Text("fingerprint"),
            StoppedBy = missing.TryGetProperty("stoppedBy", out var stop) ? ReadLayerRule(stop) : null,
            Interfaces = missing.Texts("interfaces"),
        };
    }

    private static LayerRule ReadLayerRule(JsonElement rule) => new(rule.Text("layer"), rule.Text("group"), rule.Text("rule"));

    private static LiveGroup ReadGroup(CloudTarget cloud, JsonElement group) =>
        new(cloud, group.Text("id"), group.OptionalText("name") ?? "")
        {
            Place = group.OptionalText("place") ?? "",
            RuleCount = group.GetProperty("rules").GetInt32(),
            PrefixLists = (group.TryGetProperty("prefixLists", out _) ? group.Texts("prefixLists") : []).ToImmutableSortedDictionary(
                list => list, static _ => ImmutableArray<Prefix>.Empty, StringComparer.Ordinal),
        };

    private static InterfaceDrift ReadInterface(CloudTarget cloud, JsonElement place) => new(
        new LiveInterface(cloud, place.Text("id")) { Machine = place.OptionalText("machine") },
        new LiveIpConfiguration(place.Text("subnet")) { Addresses = [.. place.Texts("addresses").Select(Address.Parse)] },
        [
            .. place.Items("layers").Select(layer => new ToldLayer(
                Enum.GetValues<LayerKind>().First(kind => DriftText.Describe(kind) == layer.Text("kind")),
                layer.Text("title"),
                [.. layer.Texts("groups").Select(group => new LiveGroup(cloud, group, ""))],
                layer.GetProperty("known").GetBoolean())),
        ],
        Enum.GetValues<DriftStatus>().First(status => DriftText.Describe(status) == place.Text("status")));
}
