using System.Collections.Immutable;
using System.Globalization;
using Starface.Cli.Hosting;
using Starface.Policy;
using Starface.Policy.Configuration;
using Starface.Policy.Problems;

namespace Starface.Cli.Selection;

/// <summary>A key that a project declares for all its stacks.</summary>
/// <param name="Name">The key with its namespace.</param>
/// <param name="Place">Where it is.</param>
internal sealed record ProjectKey(string Name, Place Place)
{
    private const string TypeKey = "type";
    private const string ItemsKey = "items";
    private const string DefaultKey = "default";
    private const string ValueKey = "value";
    private const string SecretKey = "secret";
    private static readonly ImmutableArray<string> Members = [DefaultKey, "description", ItemsKey, SecretKey, TypeKey, ValueKey];
    private static readonly ImmutableArray<string> Types = ["array", "boolean", "integer", "object", "string"];

    /// <summary>What stacks receive that do not have the key; null for nothing.</summary>
    public ConfigNode? Value { get; private init; }

    /// <summary>Whether a stack needs a value of its own.</summary>
    public bool IsRequired => Value is null && IsOfProject;

    /// <summary>Whether the key is the project's own, which has a type and a default; a provider's has a value alone.</summary>
    private bool IsOfProject { get; init; }

    private ConfigMap? Declaration { get; init; }

    private string? Type => (Declaration?[TypeKey] as ConfigScalar)?.Text;

    /// <summary>Reads a key of the project's file.</summary>
    /// <exception cref="UsageException">The engine refuses it.</exception>
    public static ProjectKey Read(ConfigEntry entry, string project)
    {
        var name = EngineConfig.FullKey(entry, project);
        var key = new ProjectKey(name, entry.Place!) { IsOfProject = name.StartsWith(project + ":", StringComparison.Ordinal) };
        switch (entry.Value)
        {
            case ConfigMap declaration:
                key = key with { Declaration = declaration, Value = ValueOf(declaration) };
                key.RejectMalformed(declaration);
                return key;
            case ConfigList or ConfigScalar { Form: ScalarForm.Text or ScalarForm.Flag }:
                return key with { Value = entry.Value };
            case ConfigScalar { Form: ScalarForm.Number } number
                when number.Text == number.Written && IsInteger(number.Text):
                return key with { Value = number };
            case ConfigScalar scalar:
                throw new UsageException(ConfigProblems.NotQuoted(scalar) with { Place = scalar.Place });
            default:
                throw key.Refusal("The value is not one that Pulumi accepts here", "write a text, a list, or 'value:' and the value below");
        }
    }

    /// <summary>What the engine finds wrong with the value that a stack has or receives, or null.</summary>
    /// <param name="value">The value.</param>
    public Problem? FindProblem(ConfigNode value)
    {
        if (Type is not { } type) return null;
        if (Declaration![SecretKey] is ConfigScalar { Text: "true" })
        {
            return EngineConfig.IsSecret(value)
                ? null
                : Problem.Error(
                    ProblemIds.WrongKind,
                    $"Pulumi.yaml declares '{Name}' as a secret, and the value is not encrypted",
                    $"write it with 'pulumi config set --secret {Name}'") with
                { Place = value.Place };
        }

        return EngineConfig.IsSecret(value) || IsOfType(value, type, Declaration[ItemsKey] as ConfigMap, isTop: true)
            ? null
            : Problem.Error(
                ProblemIds.WrongKind,
                $"Pulumi.yaml declares '{Name}' as {FullName(type, Declaration[ItemsKey] as ConfigMap)}, found {value.Kind}")
            with
            { Place = value.Place };
    }

    /// <summary>Pulumi passes a single value of a stack as text, and checks lists and maps by their JSON.</summary>
    private static bool IsOfType(ConfigNode value, string type, ConfigMap? items, bool isTop) => (type, value) switch
    {
        ("string", ConfigScalar scalar) => isTop || scalar.Form is ScalarForm.Text or ScalarForm.Date,
        ("integer", ConfigScalar scalar) => (isTop || scalar.Form is ScalarForm.Text or ScalarForm.Number) && IsInteger(scalar.Text),
        ("boolean", ConfigScalar scalar) => scalar is { Form: ScalarForm.Text or ScalarForm.Flag, Text: "true" or "false" },
        ("object", ConfigMap) => true,
        ("array", ConfigList list) => items?[TypeKey] is ConfigScalar { Text: var item }
            && list.Items.All(node => IsOfType(node, item, items[ItemsKey] as ConfigMap, isTop: false)),
        _ => false,
    };

    private static bool IsInteger(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    private static string FullName(string type, ConfigMap? items) =>
        items?[TypeKey] is ConfigScalar { Text: var item } ? $"array<{FullName(item, items[ItemsKey] as ConfigMap)}>" : type;

    /// <summary>A null counts as a missing value.</summary>
    private static ConfigNode? ValueOf(ConfigMap declaration) =>
        new[] { declaration[DefaultKey], declaration[ValueKey] }
            .FirstOrDefault(node => node is not (null or ConfigScalar { Form: ScalarForm.Null }));

    private void RejectMalformed(ConfigMap declaration)
    {
        var problems = new ConfigProblems();
        problems.RejectUnknownKeys(declaration, Name + ".", Members);
        if (!problems.IsEmpty) throw new UsageException(problems.Errors);
        if (declaration[DefaultKey] is not null && declaration[ValueKey] is not null)
            throw Refusal("The key has a 'default' and a 'value'", "keep one of the two");
        if (!IsOfProject && (declaration[TypeKey] is not null || declaration[DefaultKey] is not null))
            throw Refusal("The key is not the project's own, and only those have a 'type' or a 'default'", "write 'value:' alone");
        if (!IsOfProject && Value is null) throw Refusal("The key has no value", "add 'value:'");
        if (declaration[TypeKey] is { } type && (type is not ConfigScalar { Text: var text } || !Types.Contains(text)))
            throw Refusal("The key has an unknown type", $"use one of {string.Join(", ", Types)}");
        if (Type == "array" && (declaration[ItemsKey] as ConfigMap)?[TypeKey] is not ConfigScalar)
            throw Refusal("The type of the items is missing", "add 'items: {type: string}'");
    }

    private UsageException Refusal(string message, string fix) => new(UsageProblem.File(Place with { Key = Name }, message, fix));
}
