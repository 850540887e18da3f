namespace Starface.Generators.Models;

/// <summary>A peer group that a policy opens a service to.</summary>
/// <param name="Name">The name of its class, which is also the name of the member in <c>Peers</c>.</param>
/// <param name="Id">Its id.</param>
/// <param name="FullName">The name of its class with <c>global::</c>, which distinguishes groups with the same name.</param>
internal sealed record PeerGroupModel(string Name, string Id, string FullName);
