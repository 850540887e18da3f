namespace Starface.Generators.Models;

/// <summary>The catalog of an assembly.</summary>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="Name">The name of its class.</param>
/// <param name="Services">The classes of services with <c>global::</c>, in ordinal order.</param>
/// <param name="Policies">The classes of policies with <c>global::</c>, in ordinal order.</param>
/// <param name="Scenarios">The classes of scenarios with <c>global::</c>, in ordinal order.</param>
internal sealed record CatalogModel(
    string Namespace,
    string Name,
    EquatableArray<string> Services,
    EquatableArray<string> Policies,
    EquatableArray<string> Scenarios);
