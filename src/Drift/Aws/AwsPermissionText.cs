using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Starface.Policy.Clouds;
using Starface.Policy.Flows;

namespace Starface.Drift.Aws;

/// <summary>Writes what a rule permits as the commands of AWS accept it (<c>--ip-permissions</c>).</summary>
internal static class AwsPermissionText
{
    /// <summary>The number that means all ports, types and codes.</summary>
    private const int Every = -1;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether that is possible: a reference to another group may need its account, which flows do not have.</summary>
    public static bool CanName(LiveRule rule) => rule.Written.All(match => match.Remote.Group is not { } group || IsPrefixList(group));

    /// <summary>The permissions of a rule, one for each service, in JSON.</summary>
    public static string From(LiveRule rule)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartArray();
            foreach (var service in rule.Written.GroupBy(match => (match.Protocols, match.Ports)))
                Write(json, service.Key.Protocols, service.Key.Ports, [.. service.Select(match => match.Remote)]);
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void Write(Utf8JsonWriter json, ProtocolRange protocols, PortRange ports, List<RemoteScope> remotes)
    {
        json.WriteStartObject();
        json.WriteString("IpProtocol", NameOf(protocols));
        var (from, to) = !protocols.HasPortsOrMessages ? (Every, Every)
            : !protocols.IsIcmp ? (ports.From, ports.To)
            : ports.TryGetIcmp(out var type, out var code) ? (type, code)
            : (Every, Every);
        json.WriteNumber("FromPort", from);
        json.WriteNumber("ToPort", to);

        var prefixes = remotes.Where(remote => !remote.IsGroup).SelectMany(remote => remote.Addresses.ToPrefixes()).ToList();
        WriteList("IpRanges", "CidrIp", Texts(AddressFamily.IPv4));
        WriteList("Ipv6Ranges", "CidrIpv6", Texts(AddressFamily.IPv6));
        WriteList("PrefixListIds", "PrefixListId", remotes.Select(remote => remote.Group).OfType<string>());
        json.WriteEndObject();

        IEnumerable<string> Texts(AddressFamily family) =>
            prefixes.Where(prefix => prefix.Family == family).Select(prefix => prefix.ToString());

        void WriteList(string list, string member, IEnumerable<string> values)
        {
            List<string> all = [.. values];
            if (all.Count == 0) return;
            json.WriteStartArray(list);
            foreach (var value in all)
            {
                json.WriteStartObject();
                json.WriteString(member, value);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }

    private static string NameOf(ProtocolRange protocols) =>
        protocols.IsAll ? "-1"
        : protocols.HasPortsOrMessages ? protocols.ToString()
        : protocols.First.ToString(CultureInfo.InvariantCulture);

    private static bool IsPrefixList(string group) => group.StartsWith("pl-", StringComparison.Ordinal);
}
