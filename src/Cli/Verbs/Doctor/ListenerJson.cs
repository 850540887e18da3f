using System.Text.Json;
using Starface.Drift.Output;
using Starface.Policy;
using Starface.Probes.Outside.Pairing;

namespace Starface.Cli.Verbs.Doctor;

/// <summary>The JSON of <c>doctor --listen</c>, which is that of <c>doctor</c> without probes.</summary>
internal static class ListenerJson
{
    /// <summary>Writes what the listener did.</summary>
    /// <param name="run">The listener.</param>
    /// <param name="output">Receives the JSON.</param>
    public static void Write(ListenerRun run, OutputGate output) => output.WriteJson(json =>
    {
        json.WriteStartObject();
        json.WriteString("stack", run.Instance.Stack);
        json.WriteString("name", run.Instance.Config.Request.Name);
        json.WriteString("from", "listener");
        json.WriteString("status", run.IsDry ? "not-run" : run.IsFinished ? "works" : "unknown");
        json.WriteStartObject("listener");
        json.WriteNumber("unanswered", run.Strange);
        if (run.IsDry)
        {
            json.WriteObjects("ports", run.Planned, port => WriteMembers(json, port.Protocol, port.Port, null, "planned"));
        }
        else
        {
            json.WriteObjects(
                "ports",
                run.Ports,
                port => WriteMembers(json, port.Protocol, port.Port, RuleText.Describe(port.Family), StateText(port.Outcome)));
        }

        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static void WriteMembers(Utf8JsonWriter json, Protocol protocol, int port, string? family, string state)
    {
        json.WriteString("protocol", RuleText.Describe(protocol));
        json.WriteNumber("port", port);
        json.WriteOptional("family", family);
        json.WriteString("state", state);
    }

    private static string StateText(OpenOutcome outcome) => outcome switch
    {
        OpenOutcome.Open => "open",
        OpenOutcome.InUse => "in-use",
        OpenOutcome.NotPermitted => "not-permitted",
        _ => "failed",
    };
}
