using System.Text.Json;
using Starface.Cli.Verbs.Diff;
using Starface.Drift.Output;
using Starface.Policy.Flows;
using Starface.Policy.Names;

namespace Starface.Cli.Verbs.Resolve;

/// <summary>The JSON of <c>resolve</c>.</summary>
internal static class ResolveJson
{
    /// <summary>Writes what was found and what changes.</summary>
    /// <param name="resolution">What was found.</param>
    /// <param name="isWritten">Whether the lock was written.</param>
    /// <param name="output">Receives the JSON.</param>
    public static void Write(Resolution resolution, bool isWritten, OutputGate output)
    {
        var changes = resolution.Update.Changes.ToDictionary(change => change.Host, StringComparer.Ordinal);
        var lookups = resolution.Lookups.ToLookup(lookup => lookup.Host, StringComparer.Ordinal);
        var hosts = resolution.Needed.Select(host => host.Name).Union(changes.Keys).Order(StringComparer.Ordinal);
        output.WriteJson(json =>
        {
            json.WriteStartObject();
            json.WriteString(
                "status", !resolution.Errors.IsEmpty ? "unknown" : resolution.Update.Changes.IsEmpty ? "same" : "different");
            json.WriteString("lock", resolution.File);
            json.WriteBoolean("written", isWritten);
            json.WriteString("checked", resolution.Update.After.CheckedOn.ToString());
            json.WriteObjects("hosts", hosts, host =>
            {
                json.WriteString("host", host);
                WriteLocked(json, resolution.Update.After.Find(host));
                WriteChange(json, changes.TryGetValue(host, out var change) ? change : null);
                json.WriteObjects("answers", lookups[host], lookup => WriteMembers(json, lookup));
            });
            json.WriteObjects("comparisons", resolution.Changes, change => DiffJson.WriteMembers(json, change));
            json.WriteProblems("problems", resolution.Update.Problems.AddRange(resolution.Refusals));
            json.WriteEndObject();
        });
    }

    private static void WriteLocked(Utf8JsonWriter json, LockedHost? host)
    {
        json.WriteOptional("notPinnable", host?.Reason is { } reason ? LockedHost.Describe(reason) : null);
        json.WriteObjects("addresses", host?.Addresses ?? [], locked =>
        {
            json.WriteString("address", locked.Address.ToString());
            json.WriteString("firstSeen", locked.FirstSeen.ToString());
            json.WriteOptional("missingSince", locked.MissingSince?.ToString());
        });
    }

    private static void WriteChange(Utf8JsonWriter json, HostChange? change)
    {
        json.WriteBoolean("changes", change is not null);
        json.WriteTexts("added", Texts(change?.Added));
        json.WriteTexts("removed", Texts(change?.Removed));
    }

    private static void WriteMembers(Utf8JsonWriter json, Lookup lookup)
    {
        json.WriteString("resolver", lookup.Resolver);
        json.WriteNumber("round", lookup.Round);
        json.WriteString("record", lookup.Family == AddressFamily.IPv4 ? "A" : "AAAA");
        json.WriteString("outcome", OutcomeText(lookup.Outcome));
        json.WriteOptional("detail", lookup.Detail);
        json.WriteTexts("addresses", Texts(lookup.Addresses));
        json.WriteTexts("chain", lookup.Chain);
        if (lookup.TimeToLive is { } seconds) json.WriteNumber("ttl", seconds);
    }

    private static string OutcomeText(LookupOutcome outcome) => outcome switch
    {
        LookupOutcome.Addresses => "addresses",
        LookupOutcome.NoAddress => "no-address",
        LookupOutcome.NoSuchName => "no-such-name",
        LookupOutcome.Failure => "failure",
        LookupOutcome.NoAnswer => "no-answer",
        LookupOutcome.AliasLoop => "alias-loop",
        _ => "malformed",
    };

    private static IEnumerable<string> Texts(IEnumerable<Address>? addresses) => (addresses ?? []).Select(address => address.ToString());
}
