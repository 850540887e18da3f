using Starface.Policy.Flows;

namespace Starface.Cli.Verbs.Diff;

/// <summary>What a change does to running calls, as reports tell it.</summary>
/// <param name="Cloud">The cloud's id.</param>
/// <param name="Cut">The flows whose connections are cut at once.</param>
/// <param name="Surviving">The flows that become impossible while existing connections live on.</param>
/// <param name="Explanation">Why, and in which order the change can be made.</param>
internal sealed record ToldImpact(string Cloud, FlowSet Cut, FlowSet Surviving, string Explanation);
