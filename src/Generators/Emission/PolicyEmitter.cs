using Starface.Generators.Models;

namespace Starface.Generators.Emission;

/// <summary>Writes the generated part of a policy.</summary>
internal static class PolicyEmitter
{
    private const string Arguments = "global::Starface.Policy.PolicyArguments";

    /// <summary>The C# of the part.</summary>
    /// <param name="policy">The policy.</param>
    public static string Emit(PolicyModel policy)
    {
        var writer = TypeEmitter.Begin(policy.Type, " : global::Starface.Policy.FirewallPolicy", policy.Title, RuleTable.For(policy));
        var groups = policy.PeerGroups;
        WriteDefinition(writer, policy);
        WriteConstructors(writer, policy, groups);
        foreach (var setting in policy.Settings) WriteSetting(writer, setting);
        if (groups.Count > 0) WritePeers(writer, policy, groups);
        return TypeEmitter.End(policy.Type, writer);
    }

    private static void WriteDefinition(SourceWriter writer, PolicyModel policy)
    {
        writer.Write($"""
            /// <summary>The policy's id.</summary>
            public const string Id = {Text.AsLiteral(policy.Id)};

            /// <summary>The policy as declared.</summary>
            {TypeEmitter.GeneratedCode}
            """);
        const string Property = "public static new global::Starface.Policy.PolicyDefinition Definition";
        if (policy.State != GenerationState.Complete)
        {
            writer.Write($"{Property} => {TypeEmitter.Refusal(policy.Type)};").Gap();
            return;
        }

        var version = policy.PbxVersion is null ? "null" : $"global::Starface.Policy.PbxVersion.Parse({Text.Literal(policy.PbxVersion)})";
        writer.Write($"{Property} {{ get; }} = new(Id, {Text.AsLiteral(policy.Title)}, {version},").Open("[");
        foreach (var allowance in policy.Allowances) WriteAllowance(writer, allowance);
        writer.Unindent().Part("])");
        var properties = new Initializer(writer);
        if (policy.Supports.Count > 0)
        {
            properties.Assign("Supports")
                .Part($"[{string.Join(", ", policy.Supports.Select(scenario => scenario.Type.FullName + ".Definition"))}]");
        }

        properties.End().Part(";").EndLine().Gap();
    }

    private static void WriteAllowance(SourceWriter writer, AllowanceModel allowance)
    {
        writer.Part($"new({allowance.Service.Type.FullName}.Definition, ")
            .Part($"{Text.AsLiteral(allowance.PeerGroup?.Id)}, {Text.AsLiteral(allowance.Because)})");
        var properties = new Initializer(writer);
        if (allowance.NeverCut) properties.Assign("NeverCut").Part("true");
        if (allowance.Optional) properties.Assign("Optional").Part("true");
        if (allowance.Expires is { } expires)
            properties.Assign("Expires").Part($"global::Starface.Policy.CalendarDate.Parse({Text.AsLiteral(expires)})");
        if (allowance.ReviewBy is { } review)
            properties.Assign("ReviewBy").Part($"global::Starface.Policy.CalendarDate.Parse({Text.AsLiteral(review)})");
        if (allowance.Owner is not null) properties.Assign("Owner").Literal(allowance.Owner);
        if (allowance.Reviewed is not null) properties.Assign("Reviewed").Literal(allowance.Reviewed);
        if (allowance.Ticket is not null) properties.Assign("Ticket").Literal(allowance.Ticket);
        if (allowance.IncludedFrom is { } declaring) properties.Assign("IncludedFrom").Literal(declaring.Id);
        properties.End().Part(",").EndLine();
    }

    private static void WriteConstructors(SourceWriter writer, PolicyModel policy, IReadOnlyList<PeerGroupModel> groups)
    {
        var name = policy.Type.Name;
        if (groups.Count == 0)
        {
            writer.Write($"""
                /// <summary>The policy for an instance. It names no peer group that an instance has to fill.</summary>
                {TypeEmitter.GeneratedCode}
                public {name}()
                    : this(new {Arguments}()) {"{ }"}

                """);
        }
        else
        {
            writer.Write($"""
                /// <summary>The policy for an instance.</summary>
                /// <param name="peers">The networks of the peer groups.</param>
                {TypeEmitter.GeneratedCode}
                public {name}(Peers peers)
                """).Part($"    : this(new {Arguments}()");
            foreach (var group in groups) writer.Part($".WithPeers({Text.AsLiteral(group.Id)}, peers.{group.Name})");
            writer.Part(") { }").EndLine().Gap();
        }

        writer.Write($"""
            {TypeEmitter.GeneratedCode}
            private {name}({Arguments} arguments)
                : base(Definition, arguments) {"{ }"}

            /// <summary>Makes the policy from arguments that are known only at run time.</summary>
            /// <param name="arguments">Peers, settings, version and pinned hosts of the instance.</param>
            {TypeEmitter.GeneratedCode}
            public static {name} Create({Arguments} arguments) => new(arguments);
            """);
    }

    private static void WriteSetting(SourceWriter writer, SettingModel setting)
    {
        var isPort = setting.From == setting.To;
        var (noun, pronoun) = isPort ? ("port", "it") : ("ports", "them");
        var (type, get) = isPort ? ("int", ".From") : ("global::Starface.Policy.Flows.PortRange", "");
        writer.Gap().Part($"/// <summary>The {noun} of {setting.Name}: {setting.From}");
        if (!isPort) writer.Part($"-{setting.To}");
        writer.Write($"""
             unless an instance changes {pronoun}.</summary>
            {TypeEmitter.GeneratedCode}
            public {type} {setting.Name} {"{"} get => GetSetting("{setting.Name}"){get}; init => SetSetting("{setting.Name}", value); {"}"}
            """);
    }

    private static void WritePeers(SourceWriter writer, PolicyModel policy, IReadOnlyList<PeerGroupModel> groups)
    {
        writer.Gap().Write($"""
            /// <summary>The networks of the peer groups of the policy.</summary>
            {TypeEmitter.GeneratedCode}
            public sealed record Peers
            """).Open();
        var allowances = policy.Allowances.ToLookup(allowance => allowance.PeerGroup?.Id, StringComparer.Ordinal);
        for (var i = 0; i < groups.Count; i++)
        {
            if (i > 0) writer.Gap();
            var isOptional = policy.IsOptional(groups[i]);
            var table = RuleTable.For(policy, allowances[groups[i].Id]);
            TypeEmitter.BeginDocumentation(writer, "summary", table).Part("The networks of ").Xml(groups[i].Name.AsSpan().TrimStart('@'))
                .Part(isOptional ? ", which may be left out. With them, the policy opens:" : ". The policy opens:");
            TypeEmitter.EndDocumentation(writer, "summary", table);
            if (isOptional) writer.Write($"public global::Starface.Policy.PeerList {groups[i].Name} {{ get; init; }} = [];");
            else writer.Write($"public required global::Starface.Policy.PeerList {groups[i].Name} {{ get; init; }}");
        }

        writer.Close();
    }
}
