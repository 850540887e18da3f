using System.Text.Json;
using Starface.Drift.Output;
using Starface.Policy;

namespace Starface.Cli.Verbs.List;

/// <summary>The JSON of <c>list</c>, and of <c>show</c> for a service.</summary>
internal static class ListJson
{
    /// <summary>Writes the services and policies.</summary>
    public static void Write(PolicyCatalog catalog, OutputGate output) =>
        output.WriteJson(json =>
        {
            json.WriteStartObject();
            json.WriteObjects("services", catalog.Services, service => WriteMembers(json, service));
            json.WriteObjects("policies", catalog.Policies, policy => WriteMembers(json, policy.Definition));
            json.WriteObjects("scenarios", catalog.Scenarios, scenario => WriteMembers(json, scenario));
            json.WriteEndObject();
        });

    /// <summary>Writes one service.</summary>
    public static void WriteService(ServiceDefinition service, OutputGate output) =>
        output.WriteJson(json =>
        {
            json.WriteStartObject();
            WriteMembers(json, service);
            json.WriteEndObject();
        });

    /// <summary>Writes one scenario.</summary>
    public static void WriteScenario(ScenarioDefinition scenario, OutputGate output) =>
        output.WriteJson(json =>
        {
            json.WriteStartObject();
            WriteMembers(json, scenario);
            json.WriteEndObject();
        });

    private static void WriteMembers(Utf8JsonWriter json, ScenarioDefinition scenario)
    {
        json.WriteString("id", scenario.Id);
        json.WriteString("title", scenario.Title);
        json.WriteObjects("steps", scenario.Steps, step =>
        {
            json.WriteString("service", step.Service.Id);
            json.WriteString("direction", RuleText.Describe(step.Direction));
            json.WriteString("protocol", RuleText.Describe(step.Protocol));
            json.WriteOptional("fromPort", step.Ports?.From);
            json.WriteOptional("toPort", step.Ports?.To);
            json.WriteOptional("host", step.Host);
            json.WriteTexts("peerGroups", step.PeerGroups);
            json.WriteString("symptom", step.Symptom);
        });
    }

    private static void WriteMembers(Utf8JsonWriter json, ServiceDefinition service)
    {
        json.WriteString("id", service.Id);
        json.WriteString("title", service.Title);
        json.WriteString("viewpoint", service.Viewpoint == Viewpoint.Phones ? "phones" : "pbx");
        json.WriteOptional("documentedElsewhere", service.DocumentedElsewhere);
        json.WriteTexts("needs", service.Needs);
        json.WriteObjects("requirements", service.Requirements, requirement => WriteMembers(json, requirement));
    }

    private static void WriteMembers(Utf8JsonWriter json, Requirement requirement)
    {
        json.WriteTraffic(requirement.Direction, requirement.Protocol, requirement.Ports);
        json.WriteOptional("host", requirement.Host);
        json.WriteTexts("addresses", requirement.Addresses.Select(prefix => prefix.ToString()));
        if (!requirement.AllowPrivate.IsEmpty)
            json.WriteTexts("allowPrivate", requirement.AllowPrivate.Select(prefix => prefix.ToString()));
        json.WriteOptional("setting", requirement.Setting);
        json.WriteOptional("minimumTls", TlsText.Describe(requirement.MinimumTls));
        json.WriteBoolean("unencrypted", requirement.Unencrypted);
        json.WriteOptional("since", requirement.Since?.ToString());
        json.WriteOptional("until", requirement.Until?.ToString());
        json.WriteString("basis", RuleJson.BasisText(requirement.Basis));
        json.WriteString("source", requirement.Source);
    }

    private static void WriteMembers(Utf8JsonWriter json, PolicyDefinition policy)
    {
        json.WriteString("id", policy.Id);
        json.WriteString("title", policy.Title);
        json.WriteOptional("pbxVersion", policy.PbxVersion?.ToString());
        json.WriteTexts("peerGroups", policy.PeerGroups);
        json.WriteTexts("optionalPeerGroups", policy.OptionalPeerGroups);
        json.WriteTexts("supports", policy.Supports.Select(scenario => scenario.Id));
        json.WriteObjects("allows", policy.Allowances, allowance =>
        {
            json.WriteString("service", allowance.Service.Id);
            json.WriteOptional("peerGroup", allowance.PeerGroup);
            json.WriteOptional("because", allowance.Because);
            json.WriteBoolean("neverCut", allowance.NeverCut);
            json.WriteBoolean("optional", allowance.Optional);
            json.WriteOptional("expires", allowance.Expires?.ToString());
            json.WriteOptional("ticket", allowance.Ticket);
            json.WriteOptional("owner", allowance.Owner);
            json.WriteOptional("reviewBy", allowance.ReviewBy?.ToString());
            json.WriteOptional("reviewed", allowance.Reviewed);
            json.WriteOptional("includedFrom", allowance.IncludedFrom);
        });
    }
}
