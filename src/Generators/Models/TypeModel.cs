namespace Starface.Generators.Models;

/// <summary>A class that declares a service, policy or scenario, with everything needed to write another part of it.</summary>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="Containers">The types it is nested in, outermost first.</param>
/// <param name="Keywords">The keywords that declare it: <c>class</c> or <c>record</c>.</param>
/// <param name="Name">Its name, with <c>@</c> before it where it is a keyword.</param>
/// <param name="FullName">Its name with <c>global::</c>.</param>
/// <param name="MetadataName">Its metadata name, in which <c>+</c> precedes nested types.</param>
/// <param name="Assembly">The name of its assembly.</param>
/// <param name="IsDocumented">Whether its author wrote a documentation comment.</param>
/// <param name="IsPublic">Whether every assembly that references its own can name it.</param>
internal sealed record TypeModel(
    string Namespace,
    EquatableArray<ContainerModel> Containers,
    string Keywords,
    string Name,
    string FullName,
    string MetadataName,
    string Assembly,
    bool IsDocumented,
    bool IsPublic);
