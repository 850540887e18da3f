using Starface.Policy.Flows;
using Starface.Policy.Planning;

namespace Starface.Policy.Clouds.Aws;

/// <summary>
/// What a planned rule permits, as read from its properties. An object and no tuple: collections of objects need no code at run time.
/// </summary>
/// <param name="Rule">The rule's resource.</param>
/// <param name="Range">The flows.</param>
internal sealed record PlannedRange(PlannedResource Rule, FlowRange Range);
