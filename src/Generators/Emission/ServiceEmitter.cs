using System.Text;
using Starface.Generators.Models;

namespace Starface.Generators.Emission;

/// <summary>Writes the generated part of a service.</summary>
internal static class ServiceEmitter
{
    /// <summary>The C# of the part.</summary>
    /// <param name="service">The service.</param>
    public static string Emit(ServiceModel service) =>
        TypeEmitter.Emit(service.Type, "", Sentence(service.Title), RuleTable.Of(service), writer =>
        {
            WriteConstants(writer, service);
            WriteDefinition(writer, service);
            if (service.Requirements.Count > 0) WriteAccessors(writer, service);
        });

    /// <summary>A text that ends like a sentence.</summary>
    /// <param name="text">The text.</param>
    public static string Sentence(string text) => text.EndsWith(".", StringComparison.Ordinal) ? text : text + ".";

    private static void WriteConstants(SourceWriter writer, ServiceModel service)
    {
        writer.Write($"""
            /// <summary>The service's id.</summary>
            public const string Id = {Text.Literal(service.Id)};

            """);
        foreach (var port in ServiceMembers.PortsOf(service))
            writer.Write($"""
                /// <summary>{Text.Xml(port.Summary)}</summary>
                public const int {port.Name} = {Text.Of(port.Port)};

                """);
    }

    private static void WriteDefinition(SourceWriter writer, ServiceModel service)
    {
        writer.Write($"""
            /// <summary>The service with its requirements.</summary>
            {TypeEmitter.GeneratedCode}
            """);
        const string Property = "public static global::Starface.Policy.ServiceDefinition Definition";
        if (service.Soundness != Soundness.Sound)
        {
            writer.Write($"{Property} => {TypeEmitter.Refusal(service.Type)};");
            return;
        }

        writer.Write($"{Property} {{ get; }} = new(Id, {Text.Literal(service.Title)},").Open("[");
        foreach (var requirement in service.Requirements) writer.Write($"{RequirementOf(requirement)},");
        var properties = PropertiesOf(service);
        writer.Close($"]){properties};");
    }

    private static string PropertiesOf(ServiceModel service)
    {
        var assignments = new List<string>();
        if (service.Viewpoint != default) assignments.Add($"Viewpoint = {Text.Member(service.Viewpoint)}");
        if (service.DocumentedElsewhere is not null) assignments.Add($"DocumentedElsewhere = {Text.Literal(service.DocumentedElsewhere)}");
        if (service.Needs.Count > 0) assignments.Add($"Needs = [{string.Join(", ", service.Needs.Select(Text.Literal))}]");
        return Text.Braced(assignments);
    }

    private static string RequirementOf(RequirementModel requirement)
    {
        var assignments = new List<string>();
        if (requirement.Setting is not null) assignments.Add($"Setting = {Text.Literal(requirement.Setting)}");
        if (requirement.Host is not null) assignments.Add($"Host = {Text.Literal(requirement.Host)}");
        if (requirement.Addresses.Count > 0) assignments.Add($"Addresses = [{string.Join(", ", requirement.Addresses.Select(PrefixOf))}]");
        if (requirement.MinimumTls != default) assignments.Add($"MinimumTls = {Text.Member(requirement.MinimumTls)}");
        if (requirement.Unencrypted) assignments.Add("Unencrypted = true");
        if (requirement.Since is not null) assignments.Add($"Since = {VersionOf(requirement.Since)}");
        if (requirement.Until is not null) assignments.Add($"Until = {VersionOf(requirement.Until)}");
        if (requirement.Basis != default) assignments.Add($"Basis = {Text.Member(requirement.Basis)}");
        return new StringBuilder("new(")
            .Append(Text.Member(requirement.Direction)).Append(", ")
            .Append(Text.Member(requirement.Protocol)).Append(", new(")
            .Append(Text.Of(requirement.From)).Append(", ").Append(Text.Of(requirement.To)).Append("), ")
            .Append(Text.Literal(requirement.Source)).Append(')')
            .Append(Text.Braced(assignments))
            .ToString();
    }

    private static void WriteAccessors(SourceWriter writer, ServiceModel service)
    {
        writer.Gap().Write($"""
            /// <summary>The requirements of the service by name.</summary>
            {TypeEmitter.GeneratedCode}
            public static class Requirements
            """).Open();
        var names = ServiceMembers.AccessorsOf(service);
        for (var i = 0; i < names.Count; i++)
        {
            if (i > 0) writer.Gap();
            var requirement = service.Requirements[i];
            var about = requirement.Source.Length > 0 ? requirement.Source : $"{RuleTable.PortsOf(requirement)}, {RuleTable.DirectionOf(requirement)}";
            writer.Write($"""
                /// <summary>{Text.Xml(Sentence(about))}</summary>
                public static global::Starface.Policy.Requirement {names[i]} => Definition.Requirements[{Text.Of(i)}];
                """);
        }

        writer.Close();
    }

    private static string PrefixOf(string prefix) => $"global::Starface.Policy.Flows.Prefix.Parse({Text.Literal(prefix)})";

    private static string VersionOf(string version) => $"global::Starface.Policy.PbxVersion.Parse({Text.Literal(version)})";
}
