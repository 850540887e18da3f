using Starface.Policy.Flows;

namespace Starface.Policy.Clouds;

/// <summary>What a change does to connections that exist while it is applied.</summary>
/// <param name="Cloud">The cloud.</param>
/// <param name="Cut">The flows whose existing connections are cut at once.</param>
/// <param name="Surviving">The flows that become impossible for new connections, while existing ones live on.</param>
/// <param name="Explanation">Why, and in which order the change can be made.</param>
internal sealed record CallImpact(CloudTarget Cloud, FlowSet Cut, FlowSet Surviving, string Explanation)
{
    /// <summary>
    /// Whether no running call is cut if the change adds rules before it removes others.
    /// </summary>
    public bool CutsNothing => Cut.IsEmpty;
}
