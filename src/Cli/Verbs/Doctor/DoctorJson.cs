using System.Text.Json;
using Starface.Cli.Verbs.Explain;
using Starface.Drift.Output;
using Starface.Policy;
using Starface.Policy.Flows;
using Starface.Probes.Planning;
using Starface.Probes.Running;

namespace Starface.Cli.Verbs.Doctor;

/// <summary>The JSON of <c>doctor</c>.</summary>
internal static class DoctorJson
{
    /// <summary>Writes what was found out.</summary>
    /// <param name="run">What was found out.</param>
    /// <param name="output">Receives the JSON.</param>
    public static void Write(DoctorRun run, OutputGate output) => output.WriteJson(json =>
    {
        json.WriteStartObject();
        json.WriteString("stack", run.Instance.Stack);
        json.WriteString("name", run.Instance.Config.Request.Name);
        json.WriteString("from", ProbeWords.IdOf(run.Viewpoint));
        json.WriteString("status", run.IsDry ? "not-run" : StatusText(run.Run.Status));
        json.WriteStartObject("budget");
        json.WriteNumber("probes", run.Budget.Probes);
        json.WriteNumber("addresses", run.Budget.Addresses);
        json.WriteNumber("datagrams", run.Budget.Datagrams);
        json.WriteNumber("connections", run.Budget.Connections);
        json.WriteNumber("lookups", run.Questions?.MostDatagrams ?? 0);
        json.WriteEndObject();
        json.WriteTexts("hosts", run.Questions?.Hosts ?? []);
        json.WriteObjects("probes", run.Joined, joined => WriteMembers(json, joined, run));
        json.WriteObjects("nat", run.Run.Nat, nat =>
        {
            json.WriteString("family", RuleText.Describe(nat.Family));
            json.WriteString("mapping", BehaviourText(nat.Mapping));
            json.WriteOptional("mappingUnknown", nat.WhyNoMapping);
            json.WriteString("filtering", BehaviourText(nat.Filtering));
            json.WriteOptional("filteringUnknown", nat.WhyNoFiltering);
            json.WriteString("kind", nat.Describe());
        });
        if (run.Outside is { } outside) OutsideJson.Write(json, outside);
        json.WriteEndObject();
    });

    private static void WriteMembers(Utf8JsonWriter json, JoinedResult joined, DoctorRun run)
    {
        var result = joined.Result;
        var (probe, outcome) = result;
        var direction = run.Viewpoint == ProbeViewpoint.Outside ? Direction.Inbound : Direction.Outbound;
        json.WriteTraffic(direction, new ProtocolRange((int)probe.Protocol), probe.Ports);
        json.WriteString("target", probe.Remote);
        json.WriteOptional("address", probe.Address?.ToString());
        json.WriteOptional("host", probe.Host);
        json.WriteString("method", MethodText(probe.Method));
        if (run.IsDry && probe.Known is null)
        {
            json.WriteString("sends", DryText.For(probe));
        }
        else
        {
            json.WriteString("verdict", ProbeWords.IdOf(outcome.Verdict));
            json.WriteString("detail", outcome.Detail);
            if (outcome.Time is { } time) json.WriteNumber("milliseconds", (int)time.TotalMilliseconds);
            json.WriteString("status", StatusText(run.Run.KindOf(result)));
            json.WriteOptional("next", NextStep.For(joined));
        }

        if (joined.IsPlanned is { } isPlanned) json.WriteBoolean("planned", isPlanned);
        if (joined.Live is { } live)
        {
            json.WriteStartObject("live");
            json.WriteString("verdict", ExplainText.Describe(live.Verdict));
            json.WriteString("reason", live.Reason);
            json.WriteEndObject();
        }

        json.WriteObjects("rows", probe.Rows, row =>
        {
            json.WriteString("service", row.Service);
            json.WriteString("source", row.Requirement.Source);
            json.WriteOptional("peerGroup", row.PeerGroup);
        });
    }

    private static string StatusText(ProbeStatus status) => status switch
    {
        ProbeStatus.Works => "works",
        ProbeStatus.DoesNotWork => "does-not-work",
        _ => "unknown",
    };

    private static string BehaviourText(NatBehaviour behaviour) => behaviour switch
    {
        NatBehaviour.None => "none",
        NatBehaviour.EndpointIndependent => "endpoint-independent",
        NatBehaviour.AddressDependent => "address-dependent",
        NatBehaviour.AddressAndPortDependent => "address-and-port-dependent",
        _ => "unknown",
    };

    private static string MethodText(ProbeMethod method) => method switch
    {
        ProbeMethod.SipTls => "sip-tls",
        ProbeMethod.SipEcho => "sip-echo",
        ProbeMethod.SoundEcho => "sound-echo",
        _ => method.ToString().ToLowerInvariant(),
    };
}
