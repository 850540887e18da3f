using System.Collections.Immutable;
using Starface.Drift.Json;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Flows;

namespace Starface.Drift.Live;

/// <summary>Reads the resources of one cloud in the state of a Pulumi stack.</summary>
internal interface ICloudState
{
    /// <summary>What a type token stands for: a group, or a rule or a tag beside its group; null for anything else.</summary>
    StateResourceKind? KindOf(string type);

    /// <summary>A group with its name, tags and the rules it lists.</summary>
    /// <param name="group">The group with its id.</param>
    /// <param name="outputs">The outputs of its resource.</param>
    /// <exception cref="LiveFormatException">The outputs cannot be understood.</exception>
    LiveGroup ReadGroup(LiveGroup group, JsonCursor outputs);

    /// <summary>Tells the group that a rule beside it belongs to.</summary>
    /// <exception cref="LiveFormatException">It cannot be told, so that the rule may be any group's.</exception>
    Predicate<StateResource> FindOwner(StateResource rule);

    /// <summary>A rule that is a resource of its own.</summary>
    /// <exception cref="LiveFormatException">The outputs cannot be understood.</exception>
    LiveRule ReadRule(StateResource resource, JsonCursor outputs);

    /// <summary>Whether a group's own list, which a refresh fills, has a rule that is a resource of its own.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="permitted">What it matches.</param>
    /// <param name="group">The group.</param>
    /// <param name="listed">What the group's own list permits.</param>
    bool IsListed(LiveRule rule, FlowSet permitted, LiveGroup group, Lazy<FlowSet> listed);

    /// <summary>Whether a rule of a group's own list says the same as a rule that is a resource of its own.</summary>
    /// <param name="listed">The rule of the list.</param>
    /// <param name="rule">The rule that is a resource.</param>
    /// <param name="permitted">What the rule that is a resource matches.</param>
    bool Repeats(LiveRule listed, LiveRule rule, FlowSet permitted);

    /// <summary>A tag that is a resource of its own, and the id of what carries it.</summary>
    /// <param name="outputs">The outputs of its resource.</param>
    /// <exception cref="LiveFormatException">The outputs cannot be understood.</exception>
    (string Owner, string Key, string Value) ReadTag(JsonCursor outputs) =>
        throw outputs.Error("is a tag, which is not a resource of its own on this cloud");

    /// <summary>The entries of the prefix lists in a state, by the list's id.</summary>
    /// <param name="deployment">The state's deployment.</param>
    /// <param name="problems">Receives what could not be read.</param>
    ImmutableSortedDictionary<string, ImmutableArray<Prefix>> ReadPrefixLists(JsonCursor deployment, List<Problem> problems) =>
        ImmutableSortedDictionary.Create<string, ImmutableArray<Prefix>>(StringComparer.Ordinal);
}
