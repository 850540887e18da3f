using System.Collections.Immutable;
using System.Text.Json;
using Starface.Drift.Json;
using Starface.Drift.Live;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Flows;

namespace Starface.Drift.Fleet;

/// <summary>Writes and reads a live group as this program keeps it between two runs.</summary>
internal static class ResumeEntry
{
    /// <summary>Writes a group that has no problems.</summary>
    public static void Write(Utf8JsonWriter json, LiveGroup group)
    {
        json.WriteStartObject();
        json.WriteString("cloud", group.Cloud.Id);
        json.WriteString("id", group.Id);
        json.WriteString("name", group.Name);
        json.WriteString("place", group.Place);
        if (group.Access is { } access)
        {
            json.WriteStartObject("access");
            json.WriteString("region", access.Region);
            json.WriteString("profile", access.Profile);
            json.WriteString("role", access.RoleArn);
            json.WriteString("endpoint", access.Endpoint);
            json.WriteEndObject();
        }

        json.WriteString("description", group.Description);
        json.WriteString("network", group.Network);
        json.WriteString("region", group.Region);
        WriteTags(json, group.Tags);
        json.WriteStartArray("rules");
        foreach (var rule in group.Rules) WriteRule(json, rule);
        json.WriteEndArray();
        json.WriteStartObject("prefixLists");
        foreach (var list in group.PrefixLists) WriteTexts(json, list.Key, list.Value.Select(entry => entry.ToString()));
        json.WriteEndObject();
        if (group.AttachedTo is { } attached) WriteTexts(json, "attachedTo", attached);
        json.WriteEndObject();
    }

    /// <summary>Reads it back.</summary>
    /// <exception cref="LiveFormatException">A member is missing or of another kind.</exception>
    /// <exception cref="FormatException">A text is not a valid flow, port or prefix.</exception>
    public static LiveGroup Read(JsonCursor group, CloudConnectors clouds) => new(
        CloudOf(group, clouds), group.NeedText("id"), group.NeedText("name"))
    {
        Place = group.Text("place") ?? "",
        Access = group.Find("access") is { } access ? ReadAccess(access) : null,
        Description = group.Text("description"),
        Network = group.Text("network"),
        Region = group.Text("region"),
        Tags = group.Find("tags") is { } tags ? LiveTags.FromMap(tags) : null,
        Rules = [.. group.Get("rules").Items().Select(ReadRule)],
        PrefixLists = group.Get("prefixLists").Members().ToImmutableSortedDictionary(
            list => list.Name, list => ReadPrefixes(list.Value), StringComparer.Ordinal),
        AttachedTo = group.Find("attachedTo") is null ? null : [.. group.Texts("attachedTo")],
    };

    private static LiveAccess ReadAccess(JsonCursor access) => new(access.Text("region") ?? "")
    {
        Profile = access.Text("profile"),
        RoleArn = access.Text("role"),
        Endpoint = access.Text("endpoint"),
    };

    private static ImmutableArray<Prefix> ReadPrefixes(JsonCursor list) => [.. list.Items().Select(entry => Prefix.Parse(entry.AsText()))];

    private static void WriteRule(Utf8JsonWriter json, LiveRule rule)
    {
        json.WriteStartObject();
        json.WriteString("id", rule.Id);
        json.WriteBoolean("outbound", rule.Direction == Direction.Outbound);
        WriteTexts(json, "matches", rule.Matches.Select(match => match.ToString()));
        json.WriteBoolean("allow", rule.Allow);
        json.WriteNumber("priority", rule.Priority);
        json.WriteBoolean("skipsLaterLayers", rule.SkipsLaterLayers);
        json.WriteBoolean("mayNotApply", rule.MayNotApply);
        json.WriteBoolean("isDefault", rule.IsDefault);
        json.WriteString("description", rule.Description);
        WriteTags(json, rule.Tags);
        WriteTexts(json, "ownSide", rule.OwnSide.Select(own => own.ToString()));
        WriteTexts(json, "sourcePorts", rule.SourcePorts.Select(ports => ports.ToString()));
        json.WriteEndObject();
    }

    private static LiveRule ReadRule(JsonCursor rule) => new(
        rule.NeedText("id"),
        rule.NeedFlag("outbound") ? Direction.Outbound : Direction.Inbound,
        [.. rule.Get("matches").Items().Select(match => FlowRange.Parse(match.AsText()))])
    {
        Allow = rule.NeedFlag("allow"),
        Priority = rule.Number("priority") ?? throw rule.Error("has no 'priority'"),
        SkipsLaterLayers = rule.NeedFlag("skipsLaterLayers"),
        MayNotApply = rule.NeedFlag("mayNotApply"),
        IsDefault = rule.NeedFlag("isDefault"),
        Description = rule.Text("description"),
        Tags = LiveTags.FromMap(rule.Get("tags")),
        OwnSide = [.. rule.Get("ownSide").Items().Select(own => RemoteScope.Parse(own.AsText()))],
        SourcePorts = [.. rule.Get("sourcePorts").Items().Select(ports => PortRange.Parse(ports.AsText()))],
    };

    /// <summary>The cloud of an item.</summary>
    public static CloudTarget CloudOf(JsonCursor group, CloudConnectors clouds)
    {
        var id = group.NeedText("cloud");
        return clouds.Find(connector => connector.Cloud.Id == id)?.Cloud ?? throw group.Error($"has the unknown cloud '{id}'");
    }

    private static void WriteTags(Utf8JsonWriter json, ImmutableSortedDictionary<string, string>? tags)
    {
        if (tags is null)
        {
            json.WriteNull("tags");
            return;
        }

        json.WriteStartObject("tags");
        foreach (var tag in tags) json.WriteString(tag.Key, tag.Value);
        json.WriteEndObject();
    }

    /// <summary>Writes a list of texts.</summary>
    public static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
