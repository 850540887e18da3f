using System.Text.Json;
using Starface.Drift.Output;
using Starface.Policy;
using Starface.Policy.Flows;
using Starface.Probes.Outside.Datagrams;
using Starface.Probes.Outside.Probing;
using Starface.Probes.Planning;

namespace Starface.Cli.Verbs.Doctor;

/// <summary>The JSON of what the doctor found out from outside beside the verdicts.</summary>
internal static class OutsideJson
{
    private const double MicrosecondsOfMillisecond = 1000;

    /// <summary>Writes it as a member.</summary>
    /// <param name="json">Receives it.</param>
    /// <param name="report">What was found out.</param>
    public static void Write(Utf8JsonWriter json, OutsideReport report)
    {
        json.WriteStartObject("outside");
        json.WriteBoolean("listener", report.IsListenerKnown);
        json.WriteTexts("sources", report.Sources.Select(source => source.ToString()));
        json.WriteObjects("sip", report.Sip, sip =>
        {
            WriteProbe(json, sip.Probe);
            json.WriteObjects("request", sip.Path.There, rewriting => WriteMembers(json, rewriting));
            json.WriteObjects("answer", sip.Path.Back, rewriting => WriteMembers(json, rewriting));
        });
        json.WriteObjects("sound", report.Sound, sound =>
        {
            var (probe, path) = sound;
            json.WriteString("target", probe.Remote);
            json.WriteNumber("port", path.Port);
            json.WriteNumber("sent", path.Sent);
            json.WriteOptional("arrived", path.Arrived);
            json.WriteNumber("returned", path.Returned);
            if (path.JitterThere is { } there) json.WriteNumber("jitterThere", Milliseconds(there));
            json.WriteNumber("jitterBack", Milliseconds(path.JitterBack));
        });
        json.WriteObjects("silences", report.Nat, nat =>
        {
            json.WriteString("target", nat.Target.ToString());
            json.WriteNumber("kept", nat.Lifetime.Kept);
            json.WriteOptional("lost", nat.Lifetime.Lost);
        });
        json.WriteOptional("silencesUnknown", report.WhyNoNat);
        json.WriteEndObject();
    }

    private static void WriteProbe(Utf8JsonWriter json, Probe probe)
    {
        json.WriteString("target", probe.Remote);
        json.WriteTraffic(Direction.Inbound, new ProtocolRange((int)probe.Protocol), probe.Ports);
    }

    private static void WriteMembers(Utf8JsonWriter json, SipRewriting rewriting)
    {
        json.WriteString("part", rewriting.Part);
        json.WriteOptional("sent", rewriting.Sent);
        json.WriteOptional("arrived", rewriting.Arrived);
    }

    private static double Milliseconds(double microseconds) => Math.Round(microseconds / MicrosecondsOfMillisecond, 3);
}
