using System.Collections.Immutable;
using System.Text.Json;
using Starface.Drift.Output;
using Starface.Policy;
using Starface.Policy.Flows;
using Starface.Policy.Scenarios;

namespace Starface.Cli.Screen;

/// <summary>The end of a scenario as reports tell it, which a report of a part of a fleet has again.</summary>
internal sealed class ToldScenario
{
    /// <summary>The outcome of a scenario that works.</summary>
    public const string Works = "works";

    private ToldScenario(string id, string title, bool isSupported, string outcome, string? reason)
    {
        Id = id;
        Title = title;
        IsSupported = isSupported;
        Outcome = outcome;
        Reason = reason;
    }

    /// <summary>The scenario's id.</summary>
    public string Id { get; }

    /// <summary>What happens when it works.</summary>
    public string Title { get; }

    /// <summary>Whether the policy declares that it works.</summary>
    public bool IsSupported { get; }

    /// <summary>How it ends: <c>works</c>, <c>works partly</c>, <c>does not work</c>, <c>unknown</c> or <c>not applicable</c>.</summary>
    public string Outcome { get; }

    /// <summary>Why it is not applicable or unknown; null otherwise.</summary>
    public string? Reason { get; }

    /// <summary>What is missing.</summary>
    public ImmutableArray<ToldMissingFlow> Missing { get; private init; } = [];

    /// <summary>What is to be said beside the outcome, such as what people see.</summary>
    public string Notes => Reason ?? string.Join("; ", Missing.Select(missing => missing.Symptom).Distinct(StringComparer.Ordinal));

    /// <summary>The end of a scenario.</summary>
    /// <param name="result">The end.</param>
    public static ToldScenario From(ScenarioResult result) => new(
        result.Scenario.Id,
        result.Scenario.Title,
        result.IsSupported,
        result.OutcomeText,
        result.NotApplicable?.Reason
            ?? (result.Unknown.IsEmpty ? null : $"it depends on the addresses of {RuleText.Few(result.Unknown)}"))
    {
        Missing =
        [
            .. result.Missing.Select(missing => new ToldMissingFlow(
                missing.Symptom,
                missing.Played.Step.Service.Id,
                missing.Played.PeerGroup,
                missing.Played.WhyEmpty,
                missing.Flows)),
        ],
    };

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="json">The object with its members.</param>
    /// <exception cref="FormatException">A flow is not one.</exception>
    public static ToldScenario Read(JsonElement json) =>
        ReadOutcome(json, json.Text("scenario"), json.Text("title"), json.GetProperty("supported").GetBoolean());

    /// <summary>Reads what <see cref="WriteOutcome"/> wrote.</summary>
    /// <param name="json">The object with the members.</param>
    /// <param name="id">The scenario's id.</param>
    /// <param name="title">Its title.</param>
    /// <param name="isSupported">Whether the policy declares that it works.</param>
    public static ToldScenario ReadOutcome(JsonElement json, string id, string title, bool isSupported) =>
        new(id, title, isSupported, json.Text("result"), json.OptionalText("reason"))
        {
            Missing =
            [
                .. json.Items("missing").Select(missing => new ToldMissingFlow(
                    missing.Text("symptom"),
                    missing.Text("service"),
                    missing.OptionalText("peerGroup"),
                    missing.OptionalText("reason"),
                    FlowSet.From(missing.Items("flows").Select(FlowJson.Read)))),
            ],
        };

    /// <summary>Writes the members, as every command has them.</summary>
    /// <param name="json">Receives the members.</param>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("scenario", Id);
        json.WriteString("title", Title);
        json.WriteBoolean("supported", IsSupported);
        WriteOutcome(json);
    }

    /// <summary>Writes how it ends.</summary>
    /// <param name="json">Receives the members.</param>
    public void WriteOutcome(Utf8JsonWriter json)
    {
        json.WriteString("result", Outcome);
        json.WriteOptional("reason", Reason);
        json.WriteObjects("missing", Missing, missing =>
        {
            json.WriteString("symptom", missing.Symptom);
            json.WriteString("service", missing.Service);
            json.WriteOptional("peerGroup", missing.PeerGroup);
            json.WriteOptional("reason", missing.Reason);
            json.WriteFlows("flows", missing.Flows);
        });
    }
}
