using System.Collections.Immutable;
using System.Text.Json;
using Starface.Cli.Screen;
using Starface.Drift.Output;
using Starface.Policy;
using Starface.Policy.Changes;
using Starface.Policy.Flows;
using Starface.Policy.Review;

namespace Starface.Cli.Verbs.Diff;

/// <summary>What a change means, as reports tell it and have it again when they are read.</summary>
internal sealed class ToldChange
{
    private ToldChange(FlowSet possible, FlowSet impossible, bool exposureGrows)
    {
        Possible = possible;
        Impossible = impossible;
        ExposureGrows = exposureGrows;
    }

    /// <summary>The flows that become possible.</summary>
    public FlowSet Possible { get; }

    /// <summary>The flows that become impossible.</summary>
    public FlowSet Impossible { get; }

    /// <summary>Whether public addresses can reach ports that they could not reach before.</summary>
    public bool ExposureGrows { get; }

    /// <summary>How many public addresses reach each sensitive service.</summary>
    public ImmutableArray<(string Service, PublicReach Before, PublicReach After)> Reach { get; private init; } = [];

    /// <summary>What breaks, by service.</summary>
    public ImmutableArray<(string Service, string Impact)> Consequences { get; private init; } = [];

    /// <summary>The scenarios before and after.</summary>
    public ImmutableArray<(ToldScenario Before, ToldScenario After)> Scenarios { get; private init; } = [];

    /// <summary>What happens to running calls.</summary>
    public ImmutableArray<ToldImpact> Impacts { get; private init; } = [];

    /// <summary>What must never be cut and would be.</summary>
    public ImmutableArray<ProtectedFlows> NeverCut { get; private init; } = [];

    /// <summary>
    /// Groups that are replaced and interfaces that they leave, each with what a person names to accept it; null where no update gets
    /// through.
    /// </summary>
    public ImmutableArray<(Problem Problem, string? Accepted)> Placement { get; private init; } = [];

    /// <summary>Whether running calls are cut.</summary>
    public bool CutsCalls => !Placement.IsEmpty || Impacts.Any(impact => !impact.Cut.IsEmpty);

    /// <summary>A change.</summary>
    public static ToldChange From(PolicyChange change) => new(change.Possible, change.Impossible, change.ExposureGrows)
    {
        Reach = [.. change.Reach],
        Consequences = [.. change.Consequences],
        Scenarios = [.. change.Scenarios.Select(of => (ToldScenario.From(of.Before), ToldScenario.From(of.After)))],
        Impacts =
        [
            .. change.CallImpacts.Select(impact => new ToldImpact(impact.Cloud.Id, impact.Cut, impact.Surviving, impact.Explanation)),
        ],
        NeverCut = change.NeverCutViolations,
        Placement = [.. change.Placement.Select(moved => (moved.Problem, moved.Accepted))],
    };

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="json">The object with the members.</param>
    public static ToldChange Read(JsonElement json) =>
        new(FlowsOf(json, "possible"), FlowsOf(json, "impossible"), json.GetProperty("exposureGrows").GetBoolean())
        {
            Reach =
            [
                .. json.Items("exposure").Select(reach => (
                    reach.Text("service"), ReachJson.Read(reach.GetProperty("before")), ReachJson.Read(reach.GetProperty("after")))),
            ],
            Consequences = [.. json.Items("consequences").Select(of => (of.Text("service"), of.Text("impact")))],
            Scenarios = [.. json.Items("scenarios").Select(ReadScenario)],
            Impacts =
            [
                .. json.Items("callImpact").Select(impact => new ToldImpact(
                    impact.Text("cloud"), FlowsOf(impact, "cut"), FlowsOf(impact, "surviving"), impact.Text("explanation"))),
            ],
            NeverCut = [.. json.Items("neverCut").Select(of => new ProtectedFlows(of.Text("service"), FlowsOf(of, "flows")))],
            Placement = [.. json.Items("placement").Select(moved => (ProblemJson.Read(moved), moved.OptionalText("accept")))],
        };

    /// <summary>Writes the members.</summary>
    /// <param name="json">Receives them.</param>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteFlows("possible", Possible);
        json.WriteFlows("impossible", Impossible);
        json.WriteBoolean("exposureGrows", ExposureGrows);
        json.WriteObjects("exposure", Reach, reach =>
        {
            json.WriteString("service", reach.Service);
            json.WriteStartObject("before");
            json.WriteMembers(reach.Before);
            json.WriteEndObject();
            json.WriteStartObject("after");
            json.WriteMembers(reach.After);
            json.WriteEndObject();
        });
        json.WriteObjects("consequences", Consequences, consequence =>
        {
            json.WriteString("service", consequence.Service);
            json.WriteString("impact", consequence.Impact);
        });
        json.WriteObjects("scenarios", Scenarios, scenario =>
        {
            json.WriteString("scenario", scenario.After.Id);
            json.WriteString("title", scenario.After.Title);
            json.WriteStartObject("before");
            scenario.Before.WriteOutcome(json);
            json.WriteEndObject();
            json.WriteStartObject("after");
            scenario.After.WriteOutcome(json);
            json.WriteEndObject();
        });
        json.WriteObjects("callImpact", Impacts, impact =>
        {
            json.WriteString("cloud", impact.Cloud);
            var cutsNothing = impact.Cut.IsEmpty && Placement.IsEmpty;
            json.WriteBoolean("cutsNothing", cutsNothing);
            json.WriteOptional("order", cutsNothing ? "add-before-remove" : null);
            json.WriteFlows("cut", impact.Cut);
            json.WriteFlows("surviving", impact.Surviving);
            json.WriteString("explanation", impact.Explanation);
        });
        json.WriteObjects("neverCut", NeverCut, violation =>
        {
            json.WriteString("service", violation.Service);
            json.WriteFlows("flows", violation.Flows);
        });
        json.WriteObjects("placement", Placement, moved =>
        {
            json.WriteProblemMembers(moved.Problem);
            json.WriteOptional("accept", moved.Accepted);
        });
    }

    private static (ToldScenario Before, ToldScenario After) ReadScenario(JsonElement json)
    {
        var (id, title) = (json.Text("scenario"), json.Text("title"));
        return (
            ToldScenario.ReadOutcome(json.GetProperty("before"), id, title, isSupported: false),
            ToldScenario.ReadOutcome(json.GetProperty("after"), id, title, isSupported: false));
    }

    private static FlowSet FlowsOf(JsonElement json, string name) => FlowSet.From(json.Items(name).Select(FlowJson.Read));
}
