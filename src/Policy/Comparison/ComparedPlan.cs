using Starface.Policy.Clouds;
using Starface.Policy.Flows;

namespace Starface.Policy.Comparison;

/// <summary>What a report says of the plan that was compared. Without the resources, which are most of a plan.</summary>
/// <param name="Cloud">The cloud.</param>
/// <param name="Name">The instance's name.</param>
/// <param name="PolicyId">The policy's id.</param>
/// <param name="Digest">The digest of the permitted flows.</param>
/// <param name="Flows">The flows the plan permits.</param>
internal sealed record ComparedPlan(CloudTarget Cloud, string Name, string PolicyId, string Digest, FlowSet Flows)
{
    /// <summary>What a report says of a plan.</summary>
    /// <param name="plan">The plan.</param>
    public static ComparedPlan From(Plan plan) =>
        new(plan.Cloud, plan.Name, plan.Policy.Definition.Id, plan.Digest, plan.Flows);
}
