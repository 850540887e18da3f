using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Starface.Drift.Live;
using Starface.Policy;
using Starface.Policy.Comparison;
using Starface.Policy.Flows;

namespace Starface.Drift.Reports;

/// <summary>The report for programs. Its keys change only by addition.</summary>
internal static class DriftJson
{
    /// <summary>Writes a report.</summary>
    public static void Write(DriftReport report, TextWriter output) => output.Write(JsonOutput.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("status", DriftText.Of(report.Status));
        json.WriteStartArray("extra");
        foreach (var instance in report.Instances)
        {
            foreach (var extra in instance.Extra)
            {
                foreach (var range in extra.Ranges) WriteExtra(json, instance, extra, range);
            }
        }

        json.WriteEndArray();
        json.WriteStartArray("missing");
        foreach (var instance in report.Instances)
        {
            foreach (var missing in instance.Missing)
            {
                foreach (var range in missing.Ranges) WriteMissing(json, instance, missing, range);
            }
        }

        json.WriteEndArray();
        json.WriteStartArray("groups");
        foreach (var instance in report.Instances) WriteInstance(json, instance);
        json.WriteEndArray();
        json.WriteStartArray("unreadStacks");
        foreach (var stack in report.UnreadStacks)
        {
            json.WriteStartObject();
            json.WriteString("stack", stack.Name);
            WriteTexts(json, "reasons", stack.Reasons);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("ignoreFindings");
        foreach (var finding in report.IgnoreFindings)
        {
            json.WriteStartObject();
            json.WriteString("kind", finding.Expired ? "expired" : "unused");
            json.WriteString("message", finding.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }));

    private static void WriteExtra(Utf8JsonWriter json, InstanceDrift instance, ExtraFlows extra, FlowRange range)
    {
        json.WriteStartObject();
        WriteFlow(json, instance, range);
        json.WriteString("group", extra.GroupId);
        json.WriteStartObject("rule");
        json.WriteString("id", extra.Rule.Id);
        json.WriteString("description", extra.Rule.Description);
        WriteTags(json, "tags", extra.Rule.Tags);
        json.WriteEndObject();
        json.WriteString("addresses", extra.Addresses.ToString(CultureInfo.InvariantCulture));
        json.WriteBoolean("reachesInternet", extra.ReachesInternet);
        json.WriteBoolean("broaderThanDeclared", extra.BroaderThanDeclared);
        json.WriteString("summary", extra.Summary);
        json.WriteString("fingerprint", extra.Fingerprint);
        json.WriteEndObject();
    }

    private static void WriteMissing(Utf8JsonWriter json, InstanceDrift instance, MissingFlows missing, FlowRange range)
    {
        json.WriteStartObject();
        WriteFlow(json, instance, range);
        json.WriteStartArray("origins");
        foreach (var origin in missing.Origins)
        {
            json.WriteStartObject();
            json.WriteString("service", origin.Service);
            json.WriteString("source", origin.Source);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("impact", missing.Impact);
        json.WriteString("deniedBy", missing.DeniedBy?.Id);
        json.WriteString("fingerprint", missing.Fingerprint);
        json.WriteEndObject();
    }

    private static void WriteFlow(Utf8JsonWriter json, InstanceDrift instance, FlowRange range)
    {
        json.WriteString("instance", instance.Name);
        json.WriteString("direction", RuleText.Of(range.Direction));
        json.WriteString("protocol", range.Protocols.ToString());
        var hasPorts = range.Protocols.HasPortsOrMessages && !range.Protocols.IsIcmp;
        if (hasPorts)
        {
            json.WriteNumber("fromPort", range.Ports.From);
            json.WriteNumber("toPort", range.Ports.To);
        }
        else
        {
            json.WriteNull("fromPort");
            json.WriteNull("toPort");
        }

        json.WriteString("remote", range.Remote.ToString());
        json.WriteString("flow", range.ToString());
    }

    private static void WriteInstance(Utf8JsonWriter json, InstanceDrift instance)
    {
        json.WriteStartObject();
        json.WriteString("instance", instance.Name);
        json.WriteString("policy", instance.Plan.Policy.Definition.Id);
        json.WriteString("cloud", instance.Plan.Cloud.Id);
        json.WriteString("status", DriftText.Of(instance.Status));
        json.WriteString("digest", instance.Plan.Digest);
        json.WriteBoolean("trustsTags", instance.TrustsTags);
        json.WriteStartArray("live");
        foreach (var group in instance.Groups)
        {
            json.WriteStartObject();
            json.WriteString("id", group.Id);
            json.WriteString("name", group.Name);
            json.WriteString("place", group.Place);
            json.WriteNumber("rules", group.Rules.Length);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("extra", instance.Extra.Length);
        json.WriteNumber("missing", instance.Missing.Length);
        json.WriteStartArray("tags");
        foreach (var tag in instance.Tags)
        {
            json.WriteStartObject();
            json.WriteString("group", tag.GroupId);
            json.WriteString("key", tag.Key);
            json.WriteString("planned", tag.Planned);
            json.WriteString("live", tag.Live);
            json.WriteString("fingerprint", tag.Fingerprint);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteTexts(json, "reasons", instance.Reasons);
        WriteTexts(json, "notes", instance.Notes);
        json.WriteStartArray("ignored");
        foreach (var ignored in instance.Ignored)
        {
            json.WriteStartObject();
            json.WriteString("what", ignored.What);
            json.WriteString("reason", ignored.Entry.Reason);
            json.WriteString("owner", ignored.Entry.Owner);
            json.WriteString("expires", ignored.Entry.Expires.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void WriteTags(Utf8JsonWriter json, string name, ImmutableSortedDictionary<string, string> tags)
    {
        json.WriteStartObject(name);
        foreach (var tag in tags) json.WriteString(tag.Key, tag.Value);
        json.WriteEndObject();
    }
}
