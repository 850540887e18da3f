using System.Collections.Immutable;
using Starface.Drift.Files;
using Starface.Drift.Output;
using Starface.Drift.Reports;
using System.Text.Json;
using Starface.Cli.Hosting;
using Starface.Policy;
using Starface.Policy.Changes;
using Starface.Policy.Clouds;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using Starface.Policy.Problems;
using Starface.Policy.Review;

namespace Starface.Cli.Verbs.Diff;

/// <summary>Reads what <c>preview --format json</c> wrote.</summary>
internal static class SavedPlan
{
    private const string Command = "'starface-policy preview --format json'";

    /// <summary>Whether a file begins like one that preview wrote; everything else is left to the readers of live groups.</summary>
    /// <param name="path">The file.</param>
    public static bool IsOne(string path)
    {
        try
        {
            return InputFile.ReadStart(path, 64)
                .Replace(" ", "", StringComparison.Ordinal)
                .ReplaceLineEndings("")
                .StartsWith("{\"stacks\":", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>What the plans of a file permit, instance by instance.</summary>
    /// <param name="path">The file.</param>
    /// <param name="display">What people call it.</param>
    /// <param name="clouds">The clouds there are.</param>
    /// <exception cref="UsageException">The file is not one that preview wrote.</exception>
    public static ImmutableArray<Permissions> Read(string path, string display, ImmutableArray<CloudTarget> clouds) =>
        WrittenJson.Read(path, display, "a saved plan", $"write it with {Command}", root => Read(root, display, clouds));

    private static ImmutableArray<Permissions> Read(JsonElement root, string display, ImmutableArray<CloudTarget> clouds)
    {
        var problems = root.GetProperty("problems");
        if (problems.EnumerateArray().Any(problem => problem.GetProperty("id").GetString() == ProblemIds.EnvironmentNotRead))
        {
            throw new UsageException(UsageProblem.File(
                display,
                $"The file was written without the values of environments ({ProblemIds.EnvironmentNotRead}), so its plans may not be "
                    + "those of 'pulumi up'",
                $"write it again with {Command} and --environment"));
        }

        if (problems.GetArrayLength() > 0)
        {
            throw new UsageException(UsageProblem.File(
                display,
                "The file lacks instances whose stack files had problems when it was written",
                $"fix them and write it again with {Command}"));
        }

        if (ReportPart.Read(root) is { } part)
        {
            throw new UsageException(UsageProblem.File(
                display,
                $"The file has {string.Join(", ", part.Numbers)} of {part.Count} parts of a fleet, so others would look new",
                "make one file of all parts with 'starface-policy merge --format json'"));
        }

        var instances = root.GetProperty("stacks").EnumerateArray().ToList();
        var isOfSeveral = instances.Select(StackOf).Distinct(StringComparer.Ordinal).Skip(1).Any();
        return
        [
            .. instances.Select(instance =>
                ReadInstance(instance, CloudOf(instance, clouds)) with { Stack = isOfSeveral ? StackOf(instance) : null }),
        ];

        static string StackOf(JsonElement instance) => TextOf(instance.GetProperty("stack"));
    }

    private static Permissions ReadInstance(JsonElement instance, CloudTarget? cloud)
    {
        var name = TextOf(instance.GetProperty("instance"));
        var permitted = Permissions.From(name, cloud, [.. instance.GetProperty("rules").EnumerateArray().Select(RuleOf)]) with
        {
            SensitiveServices = [.. instance.GetProperty("exposure").EnumerateArray().Select(SensitiveServiceOf)],
            Obstacles =
            [
                .. instance.GetProperty("problems").EnumerateArray().Select(ProblemJson.Read)
                    .Where(problem => problem.Severity == Severity.Error),
            ],
        };
        return cloud is null
            ? permitted
            : permitted.With(cloud, instance.GetProperty("resources").EnumerateArray().Select(ResourceOf).Select(InRegion));

        // The provider's region, where the instance has none of its own.
        RecordedResource InRegion(RecordedResource resource) =>
            instance.TryGetProperty("region", out var region) && resource.Find("region") is null
                ? resource with { Values = resource.Values.SetItem("region", TextOf(region)) }
                : resource;
    }

    private static RecordedResource ResourceOf(JsonElement resource)
    {
        var name = TextOf(resource.GetProperty("name"));
        return new RecordedResource(
            TextOf(resource.GetProperty("type")),
            name,
            resource.GetProperty("properties").EnumerateObject()
                .SelectMany(property => ValuesOf(property))
                .DistinctBy(property => property.Name)
                .Where(property => property.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
                .ToImmutableDictionary(property => property.Name, property => property.Value.ToString(), StringComparer.Ordinal)
                .Add(RecordedResource.Id, RecordedResource.ReferenceText(new PropertyReference(name, RecordedResource.Id))))
        {
            ImportId = resource.TryGetProperty("import", out var import) ? import.GetString() : null,
        };
    }

    private static string TextOf(JsonElement element) => element.GetString() ?? throw new FormatException("A text is null");

    private static IEnumerable<(string Name, JsonElement Value)> ValuesOf(JsonProperty property) => property.Value.ValueKind switch
    {
        JsonValueKind.Array => property.Value.EnumerateArray().SelectMany((item, i) => item.ValueKind != JsonValueKind.Object
            ? []
            : item.EnumerateObject().Select(inner => (RecordedResource.ItemKey(property.Name, i, inner.Name), inner.Value))),
        JsonValueKind.Object when property.Name == RecordedResource.Tags =>
            property.Value.EnumerateObject().Select(tag => (RecordedResource.TagKey(tag.Name), tag.Value)),
        _ => [(property.Name, property.Value)],
    };

    private static CloudTarget? CloudOf(JsonElement instance, ImmutableArray<CloudTarget> clouds)
    {
        var id = instance.GetProperty("cloud").GetString();
        return clouds.FirstOrDefault(cloud => cloud.Id == id);
    }

    private static Rule RuleOf(JsonElement rule)
    {
        var protocols = ProtocolRange.Parse(TextOf(rule.GetProperty("protocol")));
        var protocol = protocols.IsAll ? Protocol.Any : (Protocol)protocols.First;
        var origins = rule.GetProperty("origins")
            .EnumerateArray()
            .Select(origin => (Origin: OriginOf(origin), Peers: PeersOf(origin)))
            .ToList();
        return new Rule(
            rule.GetProperty("direction").GetString() == "inbound" ? Direction.Inbound : Direction.Outbound,
            protocol,
            PortsOf(rule, protocol),
            [
                .. rule.GetProperty("peers").EnumerateArray().Select(TextOf).Select(peer =>
                    new RulePeer(PeerOf(peer), [.. origins.Where(origin => origin.Peers.Contains(peer)).Select(origin => origin.Origin)])),
            ]);
    }

    private static SensitiveService SensitiveServiceOf(JsonElement service) => new(
        TextOf(service.GetProperty("service")),
        [
            .. from port in service.GetProperty("ports").EnumerateArray()
               let protocol = (Protocol)ProtocolRange.Parse(TextOf(port.GetProperty("protocol"))).First
               select (protocol, PortsOf(port, protocol)),
        ]);

    private static HashSet<string> PeersOf(JsonElement origin) =>
        origin.GetProperty("peers").EnumerateArray().Select(TextOf).ToHashSet(StringComparer.Ordinal);

    private static PortRange PortsOf(JsonElement rule, Protocol protocol)
    {
        if (RuleText.HasIcmpTypes(protocol)) return PortRange.ForIcmp(NumberOf(rule, "icmpType") ?? -1, NumberOf(rule, "icmpCode") ?? -1);
        return NumberOf(rule, "fromPort") is { } from && NumberOf(rule, "toPort") is { } to ? new PortRange(from, to) : PortRange.All;
    }

    private static int? NumberOf(JsonElement rule, string name) =>
        rule.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;

    /// <summary>A saved prefix list has no weight: it counts against quotas, and says nothing about flows.</summary>
    private static Peer PeerOf(string text) =>
        text.StartsWith("pl-", StringComparison.Ordinal) ? Peer.PrefixList(text, 1) : Peer.Parse(text);

    private static Origin OriginOf(JsonElement origin) =>
        new(TextOf(origin.GetProperty("service")), TextOf(origin.GetProperty("source")))
        {
            PeerGroup = origin.TryGetProperty("peerGroup", out var group) ? group.GetString() : null,
            Host = origin.TryGetProperty("host", out var host) ? host.GetString() : null,
            NeverCut = origin.TryGetProperty("neverCut", out var neverCut) && neverCut.GetBoolean(),
        };
}
