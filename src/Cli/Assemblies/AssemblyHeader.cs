using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Starface.Drift.Files;

namespace Starface.Cli.Assemblies;

/// <summary>What a file says about the assembly in it. No code of it runs, and nothing is loaded.</summary>
/// <param name="Name">The assembly's name.</param>
/// <param name="Version">Its version.</param>
/// <param name="ModuleId">The id of its content: the same content has the same id.</param>
/// <param name="TargetFramework">The framework that it was built for, such as <c>.NETCoreApp,Version=v10.0</c>, or null.</param>
/// <param name="IsReference">Whether it is a reference assembly, which has no code.</param>
/// <param name="HasCatalog">Whether it declares services or policies.</param>
/// <param name="References">The assemblies that it was compiled against.</param>
internal sealed record AssemblyHeader(
    string Name,
    Version Version,
    Guid ModuleId,
    string? TargetFramework,
    bool IsReference,
    bool HasCatalog,
    ImmutableArray<(string Name, Version Version)> References)
{
    private const ushort AttributeProlog = 1;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The full path.</param>
    /// <returns>The header, or null where the file is not an assembly of .NET.</returns>
    /// <exception cref="IOException">The file cannot be read, or is not a regular one.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static AssemblyHeader? Read(string path)
    {
        using var stream = InputFile.OpenRegular(path);
        try
        {
            using var file = new PEReader(stream, PEStreamOptions.LeaveOpen);
            return file.HasMetadata && file.GetMetadataReader() is { IsAssembly: true } metadata ? From(metadata) : null;
        }
        catch (Exception malformed) when (malformed is BadImageFormatException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The version of an assembly that it was compiled against, or null where it was compiled without it.</summary>
    /// <param name="name">The name of the other assembly.</param>
    public Version? FindReference(string name) =>
        References.Where(reference => reference.Name == name).Select(reference => reference.Version).FirstOrDefault();

    private static AssemblyHeader From(MetadataReader metadata)
    {
        var definition = metadata.GetAssemblyDefinition();
        var attributes = definition.GetCustomAttributes().Select(metadata.GetCustomAttribute).ToLookup(
            attribute => NameOf(metadata, attribute), StringComparer.Ordinal);
        return new AssemblyHeader(
            metadata.GetString(definition.Name),
            definition.Version,
            metadata.GetGuid(metadata.GetModuleDefinition().Mvid),
            attributes["System.Runtime.Versioning.TargetFrameworkAttribute"]
                .Select(framework => TextOf(metadata, framework))
                .FirstOrDefault(),
            attributes.Contains("System.Runtime.CompilerServices.ReferenceAssemblyAttribute"),
            attributes.Contains("Starface.Policy.PolicyCatalogAttribute"),
            [
                .. metadata.AssemblyReferences.Select(metadata.GetAssemblyReference)
                    .Select(reference => (metadata.GetString(reference.Name), reference.Version)),
            ]);
    }

    private static string NameOf(MetadataReader metadata, CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind == HandleKind.MethodDefinition)
        {
            var own = metadata.GetTypeDefinition(
                metadata.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType());
            return $"{metadata.GetString(own.Namespace)}.{metadata.GetString(own.Name)}";
        }

        var parent = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
        if (parent.Kind != HandleKind.TypeReference) return "";
        var type = metadata.GetTypeReference((TypeReferenceHandle)parent);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }

    /// <summary>The first argument of an attribute whose first argument is a text.</summary>
    private static string? TextOf(MetadataReader metadata, CustomAttribute attribute)
    {
        var value = metadata.GetBlobReader(attribute.Value);
        return value.ReadUInt16() == AttributeProlog ? value.ReadSerializedString() : null;
    }
}
