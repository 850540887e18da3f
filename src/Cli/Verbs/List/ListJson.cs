using System.Text.Json;
using Starface.Cli.Screen;
using Starface.Policy;

namespace Starface.Cli.Verbs.List;

/// <summary>The JSON of <c>list</c>.</summary>
internal static class ListJson
{
    /// <summary>Writes the services and policies.</summary>
    public static void Write(PolicyCatalog catalog, TextWriter output) =>
        output.Write(JsonText.Of(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("services");
            foreach (var service in catalog.Services) Write(json, service);
            json.WriteEndArray();
            json.WriteStartArray("policies");
            foreach (var policy in catalog.Policies) Write(json, policy.Definition);
            json.WriteEndArray();
            json.WriteEndObject();
        }));

    /// <summary>Writes one service.</summary>
    public static void WriteService(ServiceDefinition service, TextWriter output) => output.Write(JsonText.Of(json => Write(json, service)));

    private static void Write(Utf8JsonWriter json, ServiceDefinition service)
    {
        json.WriteStartObject();
        json.WriteString("id", service.Id);
        json.WriteString("title", service.Title);
        json.WriteString("viewpoint", service.Viewpoint == Viewpoint.Phones ? "phones" : "pbx");
        json.WriteString("documentedElsewhere", service.DocumentedElsewhere);
        json.WriteStartArray("requirements");
        foreach (var requirement in service.Requirements) Write(json, requirement);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Requirement requirement)
    {
        json.WriteStartObject();
        RuleJson.WriteFlowKey(json, requirement.Direction, requirement.Protocol, requirement.Ports);
        json.WriteString("host", requirement.Host);
        RuleJson.WriteTexts(json, "addresses", requirement.Addresses.Select(prefix => prefix.ToString()));
        json.WriteString("setting", requirement.Setting);
        json.WriteString("minimumTls", TlsText.Describe(requirement.MinimumTls));
        json.WriteBoolean("unencrypted", requirement.Unencrypted);
        json.WriteString("since", requirement.Since?.ToString());
        json.WriteString("until", requirement.Until?.ToString());
        json.WriteString("basis", RuleJson.BasisText(requirement.Basis));
        json.WriteString("source", requirement.Source);
        json.WriteEndObject();
    }

    /// <summary>One entry for each service, with all peer groups it is open to; none where its requirements name the remote side themselves.</summary>
    private static void Write(Utf8JsonWriter json, PolicyDefinition policy)
    {
        json.WriteStartObject();
        json.WriteString("id", policy.Id);
        json.WriteString("title", policy.Title);
        json.WriteString("pbxVersion", policy.PbxVersion?.ToString());
        RuleJson.WriteTexts(json, "peerGroups", policy.PeerGroups);
        json.WriteStartArray("allows");
        foreach (var service in policy.Services)
        {
            json.WriteStartObject();
            json.WriteString("service", service.Id);
            RuleJson.WriteTexts(json, "peers", policy.Allowances
                .Where(allowance => allowance.Service.Id == service.Id)
                .Select(allowance => allowance.PeerGroup)
                .OfType<string>()
                .Order(StringComparer.Ordinal));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
