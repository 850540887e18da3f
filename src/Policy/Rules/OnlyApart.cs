using Starface.Policy.Problems;

namespace Starface.Policy.Rules;

/// <summary>Finds policies that, loaded by themselves, close what their network cannot do without.</summary>
internal static class OnlyApart
{
    /// <summary>The problem of a policy for the network of phones: the vendor lists only what they need beside the PBX.</summary>
    /// <param name="policy">The policy.</param>
    public static IEnumerable<Problem> Find(PolicyDefinition policy) =>
        policy.Services.Length > 0 && policy.Services.All(service => service.Viewpoint == Viewpoint.Phones)
            ? [
                Problem.Info(
                    ProblemIds.OnlyApart,
                    $"Policy '{policy.Id}' lists what the phones must reach beside their PBX: where everything else is dropped, the "
                        + "phones lose SIP, media, provisioning, names and time",
                    "add these rules to those that the network has, and do not load them alone"),
            ]
            : [];
}
