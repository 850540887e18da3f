using System.Collections.Immutable;
using Starface.Policy.Clouds;

namespace Starface.Policy.Comparison;

/// <summary>One place of an interface that carries an instance's groups, and what was found there.</summary>
/// <param name="Interface">The interface.</param>
/// <param name="Configuration">The place.</param>
/// <param name="Layers">The layers in the order of the way in.</param>
/// <param name="Status">What is known about the place.</param>
internal sealed record InterfaceDrift(
    LiveInterface Interface, LiveIpConfiguration Configuration, ImmutableArray<Layer> Layers, DriftStatus Status);
