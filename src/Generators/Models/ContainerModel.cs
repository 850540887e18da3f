namespace Starface.Generators.Models;

/// <summary>A type around a nested declaration.</summary>
/// <param name="Keywords">The keywords that declare it: <c>class</c>, <c>record struct</c> and the like.</param>
/// <param name="Name">Its name, with <c>@</c> before it where it is a keyword.</param>
internal sealed record ContainerModel(string Keywords, string Name);
