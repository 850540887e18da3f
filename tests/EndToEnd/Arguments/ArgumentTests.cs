using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Starface.Cli.Verbs.List;
using Starface.Policy.Flows;

namespace Starface.EndToEnd.Arguments;

/// <summary>
/// Every argument of the attributes survives from the source to the generated definition and to <c>list --format json</c>. The arguments
/// are found by reflection, so that a new one that is forgotten on the way fails: here first, until <see cref="EveryArgument"/> sets it.
/// </summary>
public sealed class ArgumentTests
{
    private static readonly Type[] Attributes =
    [
        typeof(InboundAttribute),
        typeof(OutboundAttribute),
        typeof(RemoteHostAttribute),
        typeof(ServiceAttribute),
        typeof(PolicyAttribute),
        typeof(AllowAttribute<>),
        typeof(AllowAttribute<,>),
        typeof(ScenarioAttribute),
        typeof(StepAttribute<>),
        typeof(StepAttribute<,>),
    ];

    /// <summary>
    /// Arguments that a definition, and hence the JSON, has in another form: ports are a range, and so is an ICMP message.
    /// </summary>
    private static readonly Dictionary<string, (
        string Member, string[] Keys, Func<string, string> Convert)> OtherForms = new(StringComparer.Ordinal)
        {
            ["Ports"] = ("Ports", ["fromPort", "toPort"], ports => ports.Replace("-", ", ", StringComparison.Ordinal)),
            ["IcmpType"] = ("Ports", ["icmpType"], type => type),
            ["IcmpCode"] = ("Ports", ["icmpCode"], code => code),
            ["MinimumTls"] = ("MinimumTls", ["minimumTls"], version => version.Replace("V1", "1.", StringComparison.Ordinal)),
            ["Viewpoint"] = ("Viewpoint", ["viewpoint"], viewpoint => viewpoint.ToLowerInvariant()),
            ["Basis"] = ("Basis", ["basis"], basis => basis.ToLowerInvariant()),
        };

    public static TheoryData<string, string> Arguments =>
    [
        .. Attributes.SelectMany(attribute => attribute.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.SetMethod is { IsPublic: true })
            .Select(property => new TheoryDataRow<string, string>(attribute.Name, property.Name))),
    ];

    [Theory]
    [MemberData(nameof(Arguments))]
    public void An_argument_survives_from_the_source_to_the_definition(string attribute, string argument)
    {
        foreach (var declared in Declared(attribute, argument))
        {
            var member = OtherForms.TryGetValue(argument, out var form) ? form.Member : argument;
            var property = declared.Definition.GetType().GetProperty(member);

            Assert.True(property is not null, $"A {declared.Definition.GetType().Name} has no {member}.");
            var value = property.GetValue(declared.Definition);
            if (argument is "IcmpType" or "IcmpCode")
            {
                Assert.True(((PortRange)value!).TryGetIcmp(out var type, out var code));
                value = argument == "IcmpType" ? type : code;
            }

            Assert.Equal(Describe(declared.Value), Describe(value));
        }
    }

    [Theory]
    [MemberData(nameof(Arguments))]
    public void An_argument_survives_from_the_source_to_the_JSON(string attribute, string argument)
    {
        foreach (var declared in Declared(attribute, argument))
        {
            var (keys, expected) = OtherForms.TryGetValue(argument, out var form)
                ? (form.Keys, form.Convert(Describe(declared.Value)))
                : ([JsonNamingPolicy.CamelCase.ConvertName(argument)], Describe(declared.Value));

            Assert.All(keys, key => Assert.True(declared.Json.TryGetProperty(key, out _), $"There is no '{key}' in {declared.Json}."));
            Assert.Equal(expected, string.Join(", ", keys.Select(key => Describe(declared.Json.GetProperty(key)))));
        }
    }

    /// <summary>The attributes that set an argument to a value which is not its default, with what became of them.</summary>
    private static List<(object? Value, object Definition, JsonElement Json)> Declared(string attribute, string argument)
    {
        var catalog = EveryArgument.Catalog;
        var output = new StringWriter();
        ListJson.Write(catalog, new(output));
        var json = JsonDocument.Parse(output.ToString()).RootElement;
        var declared = new List<(object? Value, object Definition, JsonElement Json)>();
        foreach (var (service, element) in catalog.Services.Zip(json.GetProperty("services").EnumerateArray()))
            Add(service.Id, service, element);
        foreach (var (policy, element) in catalog.Policies.Zip(json.GetProperty("policies").EnumerateArray()))
            Add(policy.Definition.Id, policy.Definition, element);
        foreach (var (scenario, element) in catalog.Scenarios.Zip(json.GetProperty("scenarios").EnumerateArray()))
            Add(scenario.Id, scenario, element);
        Assert.True(declared.Count > 0, $"{nameof(EveryArgument)} sets no {argument} of {attribute}; add it there.");
        return declared;

        void Add(string id, object definition, JsonElement element)
        {
            var type = EveryArgument.Types.Single(type =>
                (type.GetCustomAttribute<ServiceAttribute>()?.Id
                    ?? type.GetCustomAttribute<PolicyAttribute>()?.Id
                    ?? type.GetCustomAttribute<ScenarioAttribute>()?.Id) == id);
            foreach (var found in type.GetCustomAttributes().Where(found => found.GetType().Name == attribute))
            {
                var value = found.GetType().GetProperty(argument)!.GetValue(found);
                if (Describe(value) == Describe(DefaultOf(found, argument))) continue;
                var (part, partJson) = Find(found, definition, element);
                declared.Add((value, part, partJson));
            }
        }
    }

    /// <summary>The value that an argument has when it is not given.</summary>
    private static object? DefaultOf(Attribute attribute, string argument)
    {
        var constructor = attribute.GetType().GetConstructors().MinBy(constructor => constructor.GetParameters().Length)!;
        var arguments = constructor.GetParameters()
            .Select(parameter => parameter.ParameterType == typeof(string) ? "x" : Enum.ToObject(parameter.ParameterType, 0));
        return attribute.GetType().GetProperty(argument)!.GetValue(constructor.Invoke([.. arguments]));
    }

    /// <summary>The part of a definition that an attribute declares, and its JSON.</summary>
    private static (object Part, JsonElement Json) Find(Attribute attribute, object definition, JsonElement element)
    {
        switch (attribute)
        {
            case RequirementAttribute requirement:
                var requirements = ((ServiceDefinition)definition).Requirements;
                var index = requirements.IndexOf(requirements.Single(candidate => candidate.Source == requirement.Source));
                return (requirements[index], element.GetProperty("requirements")[index]);
            case RemoteHostAttribute host:
                return (
                    ((ServiceDefinition)definition).Requirements.Single(requirement => requirement.Host == host.Host),
                    element.GetProperty("requirements").EnumerateArray().Single(json => json.GetProperty("host").GetString() == host.Host));
            case AllowAttribute allow:
                return (
                    ((PolicyDefinition)definition).Allowances.Single(allowance => allowance.Ticket == allow.Ticket),
                    element.GetProperty("allows").EnumerateArray().Single(json => json.GetProperty("ticket").GetString() == allow.Ticket));
            case StepAttribute step:
                var steps = ((ScenarioDefinition)definition).Steps;
                var place = steps.IndexOf(steps.Single(candidate => candidate.Ports?.From == step.FromPort));
                return (steps[place], element.GetProperty("steps")[place]);
            default:
                return (definition, element);
        }
    }

    private static string Describe(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        JsonElement { ValueKind: JsonValueKind.Array } array => string.Join(", ", array.EnumerateArray().Select(item => Describe(item))),
        JsonElement element => element.ToString() is "True" or "False" ? element.ToString().ToLowerInvariant() : element.ToString(),
        IEnumerable items => string.Join(", ", items.Cast<object>().Select(Describe)),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
