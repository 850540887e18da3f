using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Starface.Drift.Output;
using Starface.Policy.Comparison;

namespace Starface.Drift.Reports;

/// <summary>The JSON of <c>drift</c>.</summary>
internal static class DriftJson
{
    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="places">Finds the files of stacks and instances.</param>
    /// <param name="part">The part of a fleet that the report is about, or null.</param>
    /// <param name="output">Receives the text.</param>
    public static void Write(DriftReport report, DriftPlaces places, ReportPart? part, OutputGate output) => output.WriteJson(json =>
    {
        var extra =
            from instance in report.Instances from flows in instance.Extra from range in flows.Ranges select (instance, flows, range);
        var missing =
            from instance in report.Instances from flows in instance.Missing from range in flows.Ranges select (instance, flows, range);
        json.WriteStartObject();
        json.WriteString("status", DriftText.Describe(report.Status));
        json.WriteObjects("extra", extra, found =>
        {
            json.WriteString("instance", found.instance.Name);
            json.WriteFlow("flow", found.range);
            WriteMembers(json, found.flows);
        });
        json.WriteObjects("missing", missing, found =>
        {
            json.WriteString("instance", found.instance.Name);
            json.WriteFlow("flow", found.range);
            WriteMembers(json, found.flows);
        });
        json.WriteObjects("instances", report.Instances, instance => WriteMembers(json, instance, places.FileOfInstance(instance.Name)));
        json.WriteObjects("unreadStacks", report.UnreadStacks, stack =>
        {
            json.WriteString("stack", stack.Name);
            json.WriteString("file", places.FileOfStack(stack.Name));
            json.WriteProblems("problems", stack.Problems);
        });
        var problems = report.AcceptanceFindings.Select(finding => finding.Problem);
        json.WriteProblems("problems", DriftText.Limit(report) is { } limit ? problems.Append(limit) : problems);
        json.WriteOptional("ignoreFile", places.IgnoreFile);
        part?.Write(json);
        json.WriteEndObject();
    });

    private static void WriteMembers(Utf8JsonWriter json, ExtraFlows extra)
    {
        json.WriteString("group", extra.GroupId);
        json.WriteStartObject("rule");
        json.WriteString("id", extra.Rule.Id);
        json.WriteOptional("description", extra.Rule.Description);
        if (extra.Rule.IsDefault) json.WriteBoolean("default", true);
        ImmutableArray<string> lists =
        [
            .. extra.Rule.Written.Except(extra.Rule.Matches)
                .Select(match => match.Remote.Group)
                .OfType<string>()
                .Distinct(StringComparer.Ordinal),
        ];
        if (!lists.IsEmpty) json.WriteTexts("prefixLists", lists);
        json.WriteStartObject("tags");
        foreach (var tag in extra.Rule.Tags) json.WriteString(tag.Key, tag.Value);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("addresses", extra.Addresses.ToString(CultureInfo.InvariantCulture));
        json.WriteBoolean("reachesInternet", extra.ReachesInternet);
        json.WriteBoolean("broaderThanDeclared", extra.BroaderThanDeclared);
        json.WriteBoolean("certain", extra.IsCertain);
        json.WriteTexts("dependsOn", extra.DependsOn);
        json.WriteBoolean("foreignGroup", extra.IsForeignGroup);
        json.WriteTexts("interfaces", extra.Interfaces);
        json.WriteObjects("through", extra.Through, rule => WriteMembers(json, rule));
        json.WriteString("summary", extra.Summary);
        json.WriteString("fingerprint", extra.Fingerprint);
    }

    private static void WriteMembers(Utf8JsonWriter json, MissingFlows missing)
    {
        json.WriteOrigins("origins", missing.Origins);
        json.WriteString("impact", missing.Impact);
        json.WriteOptional("deniedBy", missing.DeniedBy?.Id);
        json.WriteTexts("interfaces", missing.Interfaces);
        if (missing.StoppedBy is { } stop)
        {
            json.WriteStartObject("stoppedBy");
            WriteMembers(json, stop);
            json.WriteEndObject();
        }

        json.WriteString("fingerprint", missing.Fingerprint);
    }

    private static void WriteMembers(Utf8JsonWriter json, LayerRule rule)
    {
        json.WriteString("layer", rule.Layer);
        json.WriteString("group", rule.GroupId);
        json.WriteString("rule", rule.RuleId);
    }

    private static void WriteMembers(Utf8JsonWriter json, InterfaceDrift place)
    {
        json.WriteString("id", place.Interface.Id);
        json.WriteOptional("machine", place.Interface.Machine);
        json.WriteString("subnet", place.Configuration.SubnetId);
        json.WriteTexts("addresses", place.Configuration.Addresses.Select(address => address.ToString()));
        json.WriteString("status", DriftText.Describe(place.Status));
        json.WriteObjects("layers", place.Layers, layer =>
        {
            json.WriteString("kind", DriftText.Describe(layer.Kind));
            json.WriteString("title", layer.Title);
            json.WriteBoolean("known", layer.Doubts.IsEmpty);
            json.WriteTexts("groups", layer.Groups.Select(group => group.Id));
        });
    }

    private static void WriteMembers(Utf8JsonWriter json, InstanceDrift instance, string file)
    {
        json.WriteString("instance", instance.Name);
        json.WriteString("file", file);
        json.WriteString("policy", instance.Plan.PolicyId);
        json.WriteString("cloud", instance.Plan.Cloud.Id);
        json.WriteString("status", DriftText.Describe(instance.Status));
        json.WriteString("digest", instance.Plan.Digest);
        json.WriteString("scope", instance.Scope == DriftScope.Interface ? "interface" : "group");
        json.WriteBoolean("trustsTags", instance.TrustsTags);
        json.WriteObjects("live", instance.Groups, group =>
        {
            json.WriteString("id", group.Id);
            json.WriteOptional("name", group.Name);
            json.WriteOptional("place", group.Place);
            json.WriteNumber("rules", group.RuleCount);
            if (group.PrefixLists.Count > 0) json.WriteTexts("prefixLists", group.PrefixLists.Keys);
        });
        json.WriteObjects("interfaces", instance.Interfaces, place => WriteMembers(json, place));
        json.WriteNumber("extra", instance.Extra.Length);
        json.WriteNumber("missing", instance.Missing.Length);
        json.WriteObjects("attachments", instance.Attachments, attachment =>
        {
            json.WriteString("group", attachment.GroupId);
            json.WriteOptional("target", attachment.Target);
            json.WriteString("message", attachment.Message);
            json.WriteString("fingerprint", attachment.Fingerprint);
        });
        json.WriteObjects("unrecorded", instance.Unrecorded, rule =>
        {
            json.WriteString("group", rule.Group.Id);
            json.WriteString("rule", rule.Rule.Id);
            json.WriteString("type", rule.Type);
            json.WriteString("name", rule.Name);
            json.WriteOptional("parent", rule.Parent);
            json.WriteOptional("provider", rule.Provider);
        });
        json.WriteObjects("tags", instance.Tags, tag =>
        {
            json.WriteString("group", tag.GroupId);
            json.WriteString("key", tag.Key);
            json.WriteOptional("planned", tag.Planned);
            json.WriteOptional("live", tag.Live);
            json.WriteString("fingerprint", tag.Fingerprint);
        });
        json.WriteProblems("guardrails", instance.Guardrails);
        json.WriteProblems("problems", instance.Reasons.Concat(instance.Notes));
        json.WriteObjects("ignored", instance.Ignored, ignored =>
        {
            json.WriteString("what", ignored.What);
            json.WriteString("reason", ignored.Entry.Reason);
            json.WriteString("owner", ignored.Entry.Owner);
            json.WriteString("expires", ignored.Entry.Expires.ToString());
            json.WriteBoolean("extra", ignored.IsExtra);
            json.WriteString("fingerprint", ignored.Fingerprint);
        });
    }
}
