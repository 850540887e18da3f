using Starface.Generators.Models;
using Starface.Generators.Naming;

namespace Starface.Generators.Emission;

/// <summary>Writes the generated part of a service.</summary>
internal static class ServiceEmitter
{
    /// <summary>The C# of the part.</summary>
    /// <param name="service">The service.</param>
    public static string Emit(ServiceModel service)
    {
        var writer = TypeEmitter.Begin(service.Type, "", service.Title, RuleTable.For(service));
        var names = ServiceMembers.RequirementNames(service);
        WriteConstants(writer, service, names);
        WriteDefinition(writer, service);
        if (service.Requirements.Count > 0) WriteAccessors(writer, service, names);
        return TypeEmitter.End(service.Type, writer);
    }

    private static void WriteConstants(SourceWriter writer, ServiceModel service, IReadOnlyList<string> names)
    {
        writer.Write($"""
            /// <summary>The service's id.</summary>
            public const string Id = {Text.AsLiteral(service.Id)};

            """);
        foreach (var port in ServiceMembers.Ports(service, names))
            WriteConstant(writer, port);
    }

    private static void WriteConstant(SourceWriter writer, PortConstant constant)
    {
        writer.Part($"/// <summary>{constant.Role} of ");
        if (constant.Requirement.Setting is { } setting) writer.Part($"the setting {setting} by default");
        else WriteAbout(writer, constant.Requirement);
        writer.Part(".</summary>").EndLine().Write($"public const int {constant.Name} = {constant.Port};").Gap();
    }

    private static void WriteAbout(SourceWriter writer, RequirementModel requirement) =>
        RuleTable.WritePorts(writer, requirement).Part(", ").Part(RuleTable.DescribeDirection(requirement));

    private static void WriteDefinition(SourceWriter writer, ServiceModel service)
    {
        writer.Write($"""
            /// <summary>The service with its requirements.</summary>
            {TypeEmitter.GeneratedCode}
            """);
        const string Property = "public static global::Starface.Policy.ServiceDefinition Definition";
        if (service.State != GenerationState.Complete)
        {
            writer.Write($"{Property} => {TypeEmitter.Refusal(service.Type)};");
            return;
        }

        writer.Write($"{Property} {{ get; }} = new(Id, {Text.AsLiteral(service.Title)},").Open("[");
        foreach (var requirement in service.Requirements) WriteRequirement(writer, requirement);
        writer.Unindent().Part("])");
        var properties = new Initializer(writer);
        if (service.Viewpoint != default) properties.Assign("Viewpoint").Part(Text.Member(service.Viewpoint));
        if (service.DocumentedElsewhere is not null) properties.Assign("DocumentedElsewhere").Literal(service.DocumentedElsewhere);
        if (service.Needs.Count > 0) properties.Assign("Needs").Part($"[{string.Join(", ", service.Needs.Select(Text.Literal))}]");
        properties.End().Part(";").EndLine();
    }

    private static void WriteRequirement(SourceWriter writer, RequirementModel requirement)
    {
        writer.Part($"new({Text.Member(requirement.Direction)}, {Text.Member(requirement.Protocol)}, ")
            .Part($"new({requirement.From}, {requirement.To}), ")
            .Part($"{Text.AsLiteral(requirement.Source)})");
        var properties = new Initializer(writer);
        if (requirement.Setting is not null) properties.Assign("Setting").Literal(requirement.Setting);
        if (requirement.Host is not null) properties.Assign("Host").Literal(requirement.Host);
        if (requirement.Addresses is { Count: > 0 } addresses)
            properties.Assign("Addresses").Part($"[{string.Join(", ", addresses.Select(Prefix))}]");
        if (requirement.AllowPrivate is { Count: > 0 } allowed)
            properties.Assign("AllowPrivate").Part($"[{string.Join(", ", allowed.Select(Prefix))}]");
        if (requirement.MinimumTls != default) properties.Assign("MinimumTls").Part(Text.Member(requirement.MinimumTls));
        if (requirement.Unencrypted) properties.Assign("Unencrypted").Part("true");
        if (requirement.Since is not null) properties.Assign("Since").Part(Version(requirement.Since));
        if (requirement.Until is not null) properties.Assign("Until").Part(Version(requirement.Until));
        if (requirement.Basis != default) properties.Assign("Basis").Part(Text.Member(requirement.Basis));
        properties.End().Part(",").EndLine();
    }

    private static void WriteAccessors(SourceWriter writer, ServiceModel service, IReadOnlyList<string> names)
    {
        writer.Gap().Write($"""
            /// <summary>The requirements of the service by name.</summary>
            {TypeEmitter.GeneratedCode}
            public static class Requirements
            """).Open();
        var accessors = ServiceMembers.Accessors(service, names);
        for (var i = 0; i < accessors.Count; i++)
        {
            if (i > 0) writer.Gap();
            var requirement = service.Requirements[i];
            writer.Part("/// <summary>");
            if (requirement.Source.Length > 0) writer.Xml(requirement.Source.AsSpan());
            else WriteAbout(writer, requirement);
            writer.Part(requirement.Source.EndsWith(".", StringComparison.Ordinal) ? "</summary>" : ".</summary>").EndLine().Write($"""
                public static global::Starface.Policy.Requirement {accessors[i]} => Definition.Requirements[{i}];
                """);
        }

        writer.Close();
    }

    private static string Prefix(string prefix) => $"global::Starface.Policy.Flows.Prefix.Parse({Text.Literal(prefix)})";

    private static string Version(string version) => $"global::Starface.Policy.PbxVersion.Parse({Text.Literal(version)})";
}
