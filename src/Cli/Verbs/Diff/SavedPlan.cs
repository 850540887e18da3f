using System.Collections.Immutable;
using System.Text.Json;
using Starface.Cli.Hosting;
using Starface.Policy;
using Starface.Policy.Changes;
using Starface.Policy.Clouds;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using Starface.Policy.Problems;

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
            using var reader = new StreamReader(path);
            var start = new char[64];
            var text = new string(start, 0, reader.ReadBlock(start));
            return text.Replace(" ", "", StringComparison.Ordinal)
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
    public static ImmutableArray<Permissions> Read(string path, string display, ImmutableArray<CloudTarget> clouds)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            if (document.RootElement.GetProperty("problems").GetArrayLength() > 0)
            {
                throw new UsageException(UsageProblem.File(
                    display,
                    "The file lacks instances whose stack files had problems when it was written",
                    $"fix them and write it again with {Command}"));
            }

            return
            [
                .. document.RootElement.GetProperty("stacks").EnumerateArray().Select(instance =>
                    ReadInstance(instance, CloudOf(instance, clouds))),
            ];
        }
        catch (JsonException exception)
        {
            throw new UsageException(
                UsageProblem.File(display, $"The file is not JSON: {ForeignText.ToPhrase(exception)}", $"write it with {Command}"));
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new UsageException(
                UsageProblem.File(display, $"The file is not a saved plan: {ForeignText.ToPhrase(exception)}", $"write it with {Command}"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(UsageProblem.File(display, $"The file cannot be read: {ForeignText.ToPhrase(exception)}"));
        }
    }

    private static Permissions ReadInstance(JsonElement instance, CloudTarget? cloud)
    {
        var name = instance.GetProperty("instance").GetString()!;
        return Permissions.From(name, cloud, [.. instance.GetProperty("rules").EnumerateArray().Select(RuleOf)]) with
        {
            Recorded = cloud?.ReadRecorded(name, instance.GetProperty("resources").EnumerateArray().Select(ResourceOf)),
        };
    }

    private static RecordedResource ResourceOf(JsonElement resource)
    {
        var name = resource.GetProperty("name").GetString()!;
        return new RecordedResource(
            resource.GetProperty("type").GetString()!,
            name,
            resource.GetProperty("properties").EnumerateObject()
                .Where(property => property.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
                .ToImmutableDictionary(property => property.Name, property => property.Value.ToString(), StringComparer.Ordinal)
                .Add(RecordedResource.Id, RecordedResource.ReferenceText(new PropertyReference(name, RecordedResource.Id))));
    }

    private static CloudTarget? CloudOf(JsonElement instance, ImmutableArray<CloudTarget> clouds)
    {
        var id = instance.GetProperty("cloud").GetString();
        return clouds.FirstOrDefault(cloud => cloud.Id == id);
    }

    private static Rule RuleOf(JsonElement rule)
    {
        var protocols = ProtocolRange.Parse(rule.GetProperty("protocol").GetString()!);
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
                .. rule.GetProperty("peers").EnumerateArray().Select(peer => peer.GetString()!).Select(peer =>
                    new RulePeer(PeerOf(peer), [.. origins.Where(origin => origin.Peers.Contains(peer)).Select(origin => origin.Origin)])),
            ]);
    }

    private static HashSet<string> PeersOf(JsonElement origin) =>
        origin.GetProperty("peers").EnumerateArray().Select(peer => peer.GetString()!).ToHashSet(StringComparer.Ordinal);

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
        new(origin.GetProperty("service").GetString()!, origin.GetProperty("source").GetString()!)
        {
            PeerGroup = origin.TryGetProperty("peerGroup", out var group) ? group.GetString() : null,
            Host = origin.TryGetProperty("host", out var host) ? host.GetString() : null,
            NeverCut = origin.TryGetProperty("neverCut", out var neverCut) && neverCut.GetBoolean(),
        };
}
