using System.Text.Json;
using Starface.Policy;

namespace Starface.Drift.Output;

/// <summary>Writes rules and their origins, in the one shape that every command has for them.</summary>
internal static class RuleJson
{
    /// <summary>Writes a list of rules; each origin has the peers of the rule that it asks for.</summary>
    public static void WriteRules(this Utf8JsonWriter json, string name, IEnumerable<Rule> rules) =>
        json.WriteObjects(name, rules, rule =>
        {
            json.WriteTraffic(rule.Direction, rule.Protocol, rule.Ports);
            json.WriteTexts("peers", rule.Peers.Select(peer => FlowJson.RemoteText(peer.Peer.Scope)));
            json.WriteObjects("origins", rule.Origins, origin =>
            {
                WriteMembers(json, origin);
                var peers = rule.Peers.Where(peer => peer.Origins.Contains(origin));
                json.WriteTexts("peers", peers.Select(peer => FlowJson.RemoteText(peer.Peer.Scope)));
            });
        });

    /// <summary>Writes a list of origins.</summary>
    public static void WriteOrigins(this Utf8JsonWriter json, string name, IEnumerable<Origin> origins) =>
        json.WriteObjects(name, origins, origin => WriteMembers(json, origin));

    /// <summary>The basis of a requirement, in lower case.</summary>
    public static string BasisText(Basis basis) => basis switch
    {
        Basis.Stated => "stated",
        Basis.Operator => "operator",
        _ => "inferred",
    };

    /// <summary>Reads an origin.</summary>
    public static Origin Read(JsonElement origin) => new(origin.Text("service"), origin.Text("source"))
    {
        PeerGroup = origin.OptionalText("peerGroup"),
        Host = origin.OptionalText("host"),
        Basis = Array.Find(Enum.GetValues<Basis>(), basis => BasisText(basis) == origin.Text("basis")),
        Because = origin.OptionalText("because"),
        IncludedFrom = origin.OptionalText("includedFrom"),
        NeverCut = origin.GetProperty("neverCut").GetBoolean(),
    };

    private static void WriteMembers(Utf8JsonWriter json, Origin origin)
    {
        json.WriteString("service", origin.Service);
        json.WriteString("source", origin.Source);
        json.WriteOptional("peerGroup", origin.PeerGroup);
        json.WriteOptional("host", origin.Host);
        json.WriteString("basis", BasisText(origin.Basis));
        json.WriteOptional("because", origin.Because);
        json.WriteOptional("includedFrom", origin.IncludedFrom);
        json.WriteBoolean("neverCut", origin.NeverCut);
    }
}
