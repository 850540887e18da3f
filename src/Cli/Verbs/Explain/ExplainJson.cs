using Starface.Cli.Screen;
using Starface.Cli.Selection;
using Starface.Policy;
using Starface.Policy.Flows;

namespace Starface.Cli.Verbs.Explain;

/// <summary>The JSON of <c>explain</c>.</summary>
internal static class ExplainJson
{
    /// <summary>Writes an explanation.</summary>
    public static void Write(SelectedInstance instance, Explanation explanation, TextWriter output) =>
        output.Write(JsonText.Of(json =>
        {
            var flow = explanation.Flow;
            var protocol = new ProtocolRange(flow.Protocol);
            json.WriteStartObject();
            json.WriteString("verdict", explanation.IsAllowed ? "allowed" : "denied");
            json.WriteString("stack", instance.Stack);
            json.WriteString("instance", instance.Config.Request.Name);
            json.WriteString("policy", instance.Config.Request.Policy.Definition.Id);
            json.WriteStartObject("flow");
            json.WriteString("direction", RuleText.Of(flow.Direction));
            json.WriteString("protocol", protocol.ToString());
            json.WriteString("remote", flow.Address.ToString());
            RuleJson.WriteNumber(json, "port", protocol.HasPortsOrMessages && !protocol.IsIcmp ? flow.Port : null);
            if (protocol.IsIcmp)
            {
                json.WriteNumber("icmpType", flow.Port / 256);
                json.WriteNumber("icmpCode", flow.Port % 256);
            }

            json.WriteEndObject();
            RuleJson.WriteRules(json, "rules", explanation.Rules);
            RuleJson.WriteOrigins(json, "origins", explanation.Origins);
            json.WriteString("reason", explanation.Reason);
            RuleJson.WriteRules(json, "nearest", explanation.Nearest);
            json.WriteEndObject();
        }));
}
