using System.Collections.Immutable;
using Starface.Policy;

namespace Starface.Pages.Model;

/// <summary>The resources that make a rule in the cloud.</summary>
/// <param name="Direction">Who opens the connection.</param>
/// <param name="Traffic">The protocol and ports.</param>
/// <param name="IsAllowed">Whether they permit; else they deny.</param>
/// <param name="Names">The names of the resources, or of the rules in a group.</param>
internal sealed record RuleResources(Direction Direction, Traffic Traffic, bool IsAllowed, ImmutableArray<string> Names);
