using System.Collections.Immutable;
using System.Text.Json;
using Starface.Drift.Json;
using Starface.Drift.Live;
using Starface.Policy.Clouds;
using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;

namespace Starface.Drift.Fleet;

/// <summary>Writes and reads what lies around live groups as this program keeps it between two runs.</summary>
internal static class ResumeSurroundings
{
    /// <summary>Whether everything was read and understood. Anything else is not kept.</summary>
    public static bool IsComplete(LiveSurroundings around) =>
        around.Unread.IsEmpty
        && around.Interfaces.All(live => live.Problems.IsEmpty)
        && around.Subnets.All(live => live.Problems.IsEmpty)
        && around.NetworkAcls.All(acl => acl.Problems.IsEmpty)
        && around.Networks.All(live => live.Problems.IsEmpty && live.AdminRules is null or { Problems.IsEmpty: true });

    /// <summary>Writes surroundings that are complete.</summary>
    public static void Write(Utf8JsonWriter json, LiveSurroundings around)
    {
        json.WriteStartObject("surroundings");
        ResumeEntry.WriteTexts(json, "read", around.Read.Order().Select(part => part.ToString()));
        WriteAll(json, "interfaces", around.Interfaces, WriteInterface);
        WriteAll(json, "subnets", around.Subnets, WriteSubnet);
        WriteAll(json, "networkAcls", around.NetworkAcls, ResumeEntry.Write);
        WriteAll(json, "networks", around.Networks, WriteNetwork);
        json.WriteStartObject("publicAccess");
        foreach (var (place, access) in around.PublicAccess)
        {
            json.WriteStartObject(place);
            json.WriteString("block", access.Block.ToString());
            json.WriteString("region", access.Region);
            json.WriteString("account", access.Account);
            WriteBlocks(json, access.Exclusions);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        WriteBlocks(json, around.PublicAccessExclusions);
        json.WriteStartObject("members");
        foreach (var (name, members) in around.Members)
            ResumeEntry.WriteTexts(json, name, members.Ranges.Select(range => range.ToString()));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Reads them back.</summary>
    /// <exception cref="LiveFormatException">A member is missing or of another kind.</exception>
    /// <exception cref="FormatException">A text is not a valid address, prefix or flow.</exception>
    public static LiveSurroundings Read(JsonCursor around, CloudConnectors clouds) => new()
    {
        Read = [.. around.Get("read").Items().Select(part => Enum.Parse<SurroundingPart>(part.AsText()))],
        Interfaces = [.. around.Get("interfaces").Items().Select(item => ReadInterface(item, clouds))],
        Subnets = [.. around.Get("subnets").Items().Select(item => ReadSubnet(item, clouds))],
        NetworkAcls = [.. around.Get("networkAcls").Items().Select(item => ResumeEntry.Read(item, clouds))],
        Networks = [.. around.Get("networks").Items().Select(item => ReadNetwork(item, clouds))],
        PublicAccess = around.Get("publicAccess").Members().ToImmutableSortedDictionary(
            place => place.Name,
            place => new LivePublicAccess(BlockOf(place.Value.Get("block")))
            {
                Region = place.Value.Text("region"),
                Account = place.Value.Text("account"),
                Exclusions = ReadBlocks(place.Value),
            },
            StringComparer.Ordinal),
        PublicAccessExclusions = ReadBlocks(around),
        Members = around.Get("members").Members().ToImmutableSortedDictionary(
            members => members.Name,
            members => PrefixSet.FromRanges(members.Value.Items().Select(range => AddressRange.Parse(range.AsText()))),
            StringComparer.OrdinalIgnoreCase),
    };

    private static void WriteInterface(Utf8JsonWriter json, LiveInterface live)
    {
        json.WriteStartObject();
        json.WriteString("cloud", live.Cloud.Id);
        json.WriteString("id", live.Id);
        json.WriteString("place", live.Place);
        ResumeEntry.WriteTexts(json, "groups", live.GroupIds);
        WriteAll(json, "configurations", live.Configurations, WriteConfiguration);
        json.WriteString("network", live.Network);
        json.WriteString("region", live.Region);
        json.WriteString("account", live.Account);
        json.WriteString("machine", live.Machine);
        json.WriteEndObject();
    }

    private static LiveInterface ReadInterface(JsonCursor item, CloudConnectors clouds) =>
        new(ResumeEntry.CloudOf(item, clouds), item.NeedText("id"))
        {
            Place = item.Text("place") ?? "",
            GroupIds = [.. item.Texts("groups")],
            Configurations = [.. item.Get("configurations").Items().Select(ReadConfiguration)],
            Network = item.Text("network"),
            Region = item.Text("region"),
            Account = item.Text("account"),
            Machine = item.Text("machine"),
        };

    private static void WriteConfiguration(Utf8JsonWriter json, LiveIpConfiguration configuration)
    {
        json.WriteStartObject();
        json.WriteString("subnet", configuration.SubnetId);
        ResumeEntry.WriteTexts(json, "addresses", configuration.Addresses.Select(address => address.ToString()));
        ResumeEntry.WriteTexts(json, "groups", configuration.Groups);
        json.WriteEndObject();
    }

    private static LiveIpConfiguration ReadConfiguration(JsonCursor item) => new(item.NeedText("subnet"))
    {
        Addresses = [.. item.Texts("addresses").Select(Address.Parse)],
        Groups = [.. item.Texts("groups")],
    };

    private static void WriteSubnet(Utf8JsonWriter json, LiveSubnet live)
    {
        json.WriteStartObject();
        json.WriteString("cloud", live.Cloud.Id);
        json.WriteString("id", live.Id);
        WritePrefixes(json, "prefixes", live.Prefixes);
        json.WriteString("group", live.GroupId);
        json.WriteString("network", live.Network);
        json.WriteString("region", live.Region);
        json.WriteString("account", live.Account);
        if (live.InterfaceIds is { } ids) ResumeEntry.WriteTexts(json, "interfaces", ids);
        json.WriteEndObject();
    }

    private static LiveSubnet ReadSubnet(JsonCursor item, CloudConnectors clouds) =>
        new(ResumeEntry.CloudOf(item, clouds), item.NeedText("id"))
        {
            Prefixes = ReadPrefixes(item, "prefixes"),
            GroupId = item.Text("group"),
            Network = item.Text("network"),
            Region = item.Text("region"),
            Account = item.Text("account"),
            InterfaceIds = item.Find("interfaces") is null ? null : [.. item.Texts("interfaces")],
        };

    private static void WriteNetwork(Utf8JsonWriter json, LiveNetwork live)
    {
        json.WriteStartObject();
        json.WriteString("cloud", live.Cloud.Id);
        json.WriteString("id", live.Id);
        WritePrefixes(json, "prefixes", live.Prefixes);
        WritePrefixes(json, "peerPrefixes", live.PeerPrefixes);
        if (live.AdminRules is { } rules)
        {
            json.WritePropertyName("adminRules");
            ResumeEntry.Write(json, rules);
        }

        json.WriteEndObject();
    }

    private static LiveNetwork ReadNetwork(JsonCursor item, CloudConnectors clouds) =>
        new(ResumeEntry.CloudOf(item, clouds), item.NeedText("id"))
        {
            Prefixes = ReadPrefixes(item, "prefixes"),
            PeerPrefixes = ReadPrefixes(item, "peerPrefixes"),
            AdminRules = item.Find("adminRules") is { } rules ? ResumeEntry.Read(rules, clouds) : null,
        };

    private static void WriteBlocks(Utf8JsonWriter json, ImmutableSortedDictionary<string, PublicAccessBlock> exclusions)
    {
        json.WriteStartObject("exclusions");
        foreach (var (id, block) in exclusions) json.WriteString(id, block.ToString());
        json.WriteEndObject();
    }

    private static ImmutableSortedDictionary<string, PublicAccessBlock> ReadBlocks(JsonCursor item) =>
        item.Get("exclusions").Members().ToImmutableSortedDictionary(
            exclusion => exclusion.Name, exclusion => BlockOf(exclusion.Value), StringComparer.Ordinal);

    private static PublicAccessBlock BlockOf(JsonCursor item) => Enum.Parse<PublicAccessBlock>(item.AsText());

    private static void WritePrefixes(Utf8JsonWriter json, string name, ImmutableArray<Prefix> prefixes) =>
        ResumeEntry.WriteTexts(json, name, prefixes.Select(prefix => prefix.ToString()));

    private static ImmutableArray<Prefix> ReadPrefixes(JsonCursor item, string name) => [.. item.Texts(name).Select(Prefix.Parse)];

    private static void WriteAll<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items) write(json, item);
        json.WriteEndArray();
    }
}
