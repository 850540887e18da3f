namespace Starface.Generators.Models;

/// <summary>A peer group that a policy opens a service to.</summary>
/// <param name="Name">The name of its type, which is the member's name.</param>
/// <param name="Id">Its id.</param>
/// <param name="FullName">The name of its type with <c>global::</c>, which tells groups of one name apart.</param>
internal sealed record PeerGroupModel(string Name, string Id, string FullName);
