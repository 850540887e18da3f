using Starface.Policy.Planning.Aws;
using Starface.Policy.Planning.Azure;

namespace Starface.Policy.Planning;

/// <summary>Makes plans. Pure: no clock, no network, the same input gives the same plan.</summary>
public static class Planner
{
    /// <summary>Makes the plan of an instance for a cloud.</summary>
    /// <param name="cloud">The cloud.</param>
    /// <param name="request">The instance.</param>
    /// <exception cref="PolicyException">The policy's arguments do not fit, or the name cannot stand in resource names.</exception>
    /// <exception cref="InvalidOperationException">The plan does not permit exactly what the policy declares: a defect of the planner, never of the input.</exception>
    public static Plan Plan(Cloud cloud, PlanRequest request) => cloud switch
    {
        Cloud.Aws => AwsPlanner.Plan(request),
        Cloud.Azure => AzurePlanner.Plan(request),
        _ => throw new ArgumentOutOfRangeException(nameof(cloud), cloud, "There are planners for AWS and Azure."),
    };
}
