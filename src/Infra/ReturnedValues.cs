using Pulumi;
using Pulumi.Utilities;
using Starface.Policy.Planning;

namespace Starface.Infra;

/// <summary>
/// Properties as the engine returned them after an update. One that it did not return, as for a resource whose change failed under
/// <c>--continue-on-error</c>, counts as planned: a rule's identity is in its name, so that its flows do not change in place.
/// </summary>
internal static class ReturnedValues
{
    /// <summary>
    /// Whether a resource exists: one that <c>--target</c> left out, or that could not be made, is answered without an id.
    /// </summary>
    public static Task<bool> ExistsAsync(CustomResource resource) => OutputUtilities.GetIsKnownAsync(resource.Id);

    /// <summary>A text; empty ones are absent.</summary>
    public static async Task<PropertyValue?> TextAsync(PropertyValue? planned, Output<string?> returned) =>
        !await OutputUtilities.GetIsKnownAsync(returned).ConfigureAwait(false)
            ? planned
            : Text(await OutputUtilities.GetValueAsync(returned).ConfigureAwait(false));

    /// <summary>A number.</summary>
    public static async Task<PropertyValue?> NumberAsync(PropertyValue? planned, Output<int?> returned) =>
        !await OutputUtilities.GetIsKnownAsync(returned).ConfigureAwait(false)
            ? planned
            : await OutputUtilities.GetValueAsync(returned).ConfigureAwait(false) is { } number ? new PropertyNumber(number) : null;

    /// <summary>A returned id under the plan's name for it where it is the same one.</summary>
    public static async Task<PropertyValue?> NamedAsync(
        PropertyValue? returned, PropertyValue? planned, PlannedIds ids, StringComparison comparison) =>
        returned is PropertyText id && planned is PropertyReference or PropertyInput
            && string.Equals(
                id.Value, await OutputUtilities.GetValueAsync(ids.Resolve(planned).ToOutput()).ConfigureAwait(false), comparison)
            ? planned
            : returned;

    /// <summary>A text that a provider returned; the empty ones stand for absent ones.</summary>
    public static PropertyValue? Text(string? returned) => string.IsNullOrEmpty(returned) ? null : returned;
}
