namespace Starface.Generators.Models;

/// <summary>The class a declaration stands on: everything needed to write another part of it.</summary>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="Containers">The types around it, from the outside in.</param>
/// <param name="Keywords">What it is: <c>class</c> or <c>record</c>.</param>
/// <param name="Name">Its name, escaped where it is a keyword.</param>
/// <param name="FullName">Its name with <c>global::</c>.</param>
/// <param name="MetadataName">Its name as the runtime writes it, with <c>+</c> before nested ones.</param>
/// <param name="Assembly">The name of its assembly.</param>
/// <param name="IsDocumented">Whether its author wrote a documentation comment.</param>
internal sealed record TypeModel(
    string Namespace,
    EquatableArray<ContainerModel> Containers,
    string Keywords,
    string Name,
    string FullName,
    string MetadataName,
    string Assembly,
    bool IsDocumented);
