namespace Starface.Policy;

/// <summary>Where a problem is in a declaration.</summary>
/// <param name="Index">The index of the requirement or allowance; negative for the declaration itself.</param>
/// <param name="Part">The part of it.</param>
internal sealed record DeclarationPlace(int Index, DeclarationPart Part);
