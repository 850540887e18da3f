using System.Reflection;

namespace Starface.Generators.Tests;

/// <summary>A cast makes a value of which no member exists, in any argument of any attribute of a declaration.</summary>
public sealed class EnumerationTests
{
    /// <summary>Each argument of an enumeration, found by reflection, so that a new one cannot be forgotten.</summary>
    public static TheoryData<string, string> Arguments
    {
        get
        {
            var attributes = typeof(Policy.PolicyAttribute).Assembly.GetExportedTypes()
                .Where(type => type.IsSubclassOf(typeof(Attribute)) && !type.IsAbstract);
            var data = new TheoryData<string, string>();
            foreach (var attribute in attributes)
            {
                var names = attribute.GetConstructors().SelectMany(constructor => constructor.GetParameters())
                    .Where(parameter => parameter.ParameterType.IsEnum)
                    .Select(parameter => parameter.Name!)
                    .Concat(attribute.GetProperties().Where(property => property.PropertyType.IsEnum && property.CanWrite)
                        .Select(property => property.Name))
                    .Distinct(StringComparer.Ordinal);
                foreach (var name in names) data.Add(attribute.Name, name);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Arguments))]
    public async Task A_value_outside_of_its_enumeration_is_an_error_at_the_argument(string attribute, string argument)
    {
        var valid = Source(attribute, "", "Direction.Inbound", "Protocol.Tcp");
        var invalid = argument switch
        {
            "direction" => Source(attribute, "", "(Direction)7", "Protocol.Tcp"),
            "protocol" => Source(attribute, "", "Direction.Inbound", "(Protocol)7"),
            _ => Source(attribute, $", {argument} = ({EnumOf(attribute, argument)})7", "Direction.Inbound", "Protocol.Tcp"),
        };

        Assert.Empty(await Errors(valid));
        Assert.Contains(await Errors(invalid), text => text.Contains(")7", StringComparison.Ordinal));
    }

    [Fact]
    public void There_are_such_arguments() => Assert.True(Arguments.Count >= 10, $"{Arguments.Count} arguments");

    private static string EnumOf(string attribute, string argument) => typeof(Policy.PolicyAttribute).Assembly.GetExportedTypes()
        .Single(type => type.Name == attribute)
        .GetProperty(argument, BindingFlags.Public | BindingFlags.Instance)!.PropertyType.Name;

    /// <summary>The source at the errors.</summary>
    private static async Task<IReadOnlyList<string>> Errors(string source)
    {
        var output = GeneratorRun.Over("using Starface.Policy;\n" + source).Output;
        return
        [
            .. (await Analysis.Run(output))
                .Where(diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error)
                .Select(diagnostic => diagnostic.Location.SourceTree!.GetText(TestContext.Current.CancellationToken)
                    .ToString(diagnostic.Location.SourceSpan)),
        ];
    }

    private static string Source(string attribute, string more, string direction, string protocol)
    {
        const string Declared = "[Service(\"web\"), Inbound(Protocol.Tcp, 443)] public sealed partial class Web; "
            + "[Service(\"updates\"), Inbound(Protocol.Tcp, 443, Host = \"a.example\")] public sealed partial class Updates; "
            + "public sealed class Phones : PeerGroup; ";
        var step = $"({direction}, {protocol}, 443, Symptom = \"s\"{more})] public sealed partial class Use;";
        return attribute switch
        {
            "ServiceAttribute" => $"[Service(\"a\"{more}), Inbound(Protocol.Tcp, 443)] public sealed partial class A;",
            "InboundAttribute" or "OutboundAttribute" =>
                $"[Service(\"a\"), {attribute.Replace("Attribute", "", StringComparison.Ordinal)}({protocol}, 443{more})] "
                    + "public sealed partial class A;",
            "ForbidAttribute" => $"[assembly: Forbid({direction}, {protocol}, 443{more})]",
            "StepAttribute`1" => $"{Declared}[Scenario(\"use\", Title = \"A use\"), Step<Updates>{step}",
            "StepAttribute`2" => $"{Declared}[Scenario(\"use\", Title = \"A use\"), Step<Web, Phones>{step}",
            _ => throw new ArgumentException($"write a declaration with {attribute}"),
        };
    }
}
