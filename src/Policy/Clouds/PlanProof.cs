using Starface.Policy.Flows;
using Starface.Policy.Planning;

namespace Starface.Policy.Clouds;

/// <summary>The check every planner makes before it returns: the plan permits exactly what the policy declares.</summary>
internal static class PlanProof
{
    /// <summary>Compares the flows read back from the planned properties with the policy's.</summary>
    /// <exception cref="InvalidOperationException">They differ; the message names a flow that one has and the other lacks.</exception>
    public static void Check(CloudTarget cloud, PlanRequest request, FlowSet planned)
    {
        var declared = request.Policy.Flows;
        if (planned.Equals(declared)) return;
        var extra = planned.Except(declared).Ranges().Select(range => range.ToString()).FirstOrDefault();
        var missing = declared.Except(planned).Ranges().Select(range => range.ToString()).FirstOrDefault();
        throw new InvalidOperationException(
            $"The {cloud.Name} plan of '{request.Name}' does not permit exactly what policy '{request.Policy.Definition.Id}' declares. "
                + $"Too much: {extra ?? "nothing"}. Too little: {missing ?? "nothing"}. This is a defect of the planner; nothing was "
                + "changed.");
    }
}
