using Starface.Policy.Flows;

namespace Starface.Policy.Names;

/// <summary>A range of addresses that no host on the Internet has.</summary>
/// <param name="Prefix">The range.</param>
/// <param name="Name">What it is, for messages: <c>a private network</c>.</param>
/// <param name="Use">What it is for.</param>
internal sealed record SpecialRange(Prefix Prefix, string Name, SpecialUse Use = SpecialUse.Other);
