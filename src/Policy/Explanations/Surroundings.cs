using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Explanations;

/// <summary>
/// What a cloud adds to the flows of a policy: traffic that no rule decides about, and what is known of the members of names.
/// </summary>
/// <param name="passages">The traffic that passes whatever the policy says.</param>
/// <param name="findMembers">What is known about the members of a name.</param>
internal sealed class Surroundings(ImmutableArray<Passage> passages, Func<string, NameMembers> findMembers)
{
    /// <summary>Where no cloud is known.</summary>
    public static Surroundings None { get; } = new([], static _ => default);

    /// <summary>Why all of a rectangle passes whatever the policy says, or null.</summary>
    /// <param name="flows">The flows.</param>
    public Passage? FindPassage(FlowRange flows) => passages.FirstOrDefault(passage => passage.Flows.Contains(flows));

    /// <summary>What is known about the members of a name.</summary>
    /// <param name="name">The name.</param>
    public NameMembers FindMembers(string name) => findMembers(name);
}
