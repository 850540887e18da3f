using System.Collections.Immutable;
using Starface.Policy;

namespace Starface.Policies.Tests.Seed;

/// <summary>A row of the port table.</summary>
/// <param name="Line">Its line in the text.</param>
/// <param name="From">The first port.</param>
/// <param name="To">The last port.</param>
/// <param name="Protocols">The transport protocols.</param>
/// <param name="Description">What the vendor says about it.</param>
internal sealed record PortRow(SeedLine Line, int From, int To, ImmutableArray<Protocol> Protocols, string Description);
