using System.Collections.Immutable;

namespace Starface.Pages.Model;

/// <summary>One difference between a plan and the cloud, or why there is nothing to say.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What it is, in a sentence.</param>
/// <param name="Details">The rule, what it needs, and the flows.</param>
internal sealed record DriftLine(DriftLineKind Kind, string Text, ImmutableArray<string> Details);

/// <summary>The kinds of differences.</summary>
internal enum DriftLineKind
{
    /// <summary>The cloud permits more.</summary>
    Extra,

    /// <summary>The cloud permits less.</summary>
    Missing,

    /// <summary>Something else differs: a tag, a place, a guardrail.</summary>
    Other,

    /// <summary>Why it is not known.</summary>
    Unknown,

    /// <summary>A difference that is accepted, or changes no traffic.</summary>
    Note,
}
