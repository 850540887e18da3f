using System.Collections.Immutable;

namespace Starface.Pages.Model;

/// <summary>What the doctor found out about an instance.</summary>
/// <param name="From">Where it ran: <c>pbx</c>, <c>phones</c> or <c>outside</c>.</param>
/// <param name="Lines">What it tried.</param>
internal sealed record ProbePage(string From, ImmutableArray<ProbeLine> Lines);
