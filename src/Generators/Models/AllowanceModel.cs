namespace Starface.Generators.Models;

/// <summary>One <c>[Allow]</c> of a policy.</summary>
/// <param name="Service">The service.</param>
/// <param name="PeerGroup">The peer group, or null.</param>
/// <param name="Because">Why, or null.</param>
internal sealed record AllowanceModel(ServiceModel Service, PeerGroupModel? PeerGroup, string? Because);
