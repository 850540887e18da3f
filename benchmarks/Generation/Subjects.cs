using Microsoft.CodeAnalysis;

namespace Starface.Benchmarks.Generation;

/// <summary>The generators that are measured.</summary>
internal static class Subjects
{
    /// <summary>Every tenth declaration is a policy that opens five of the services before it.</summary>
    private const int DeclarationsPerPolicy = 10;

    /// <summary>With includes a policy takes the one before it, four times in a row.</summary>
    private const int DeclarationsPerChain = 50;

    /// <summary>The generators that are there; says of the others why they are not.</summary>
    public static IEnumerable<Subject> All(TextWriter output)
    {
        yield return Own("Starface.Policy", isIncluding: false);
        yield return Own("Starface.Policy with includes", isIncluding: true);
        foreach (var other in new[] { Mvvm(), Mapperly() })
        {
            if (other.Subject is { } subject) yield return subject;
            else output.WriteLine($"{other.Name} is not measured: {other.Reason}");
        }
    }

    private static Subject Own(string name, bool isIncluding) =>
        new(
            name,
            () => new GeneratorContext(Folder("generator")).Create("Starface.Generators.dll", "Starface.Generators.PolicyGenerator"),
            ["Starface.Policy.ServiceAttribute", "Starface.Policy.PolicyAttribute"],
            [MetadataReference.CreateFromFile(typeof(Policy.FirewallPolicy).Assembly.Location)],
            number => number % DeclarationsPerPolicy == DeclarationsPerPolicy - 1 ? OwnPolicy(number, isIncluding) : OwnService(number));

    private static string OwnService(int number) => $$"""
        using Starface.Policy;
        namespace Sample;
        public sealed class Peers{{number}} : PeerGroup;
        [Service("service-{{number}}", Title = "Service {{number}}")]
        [Inbound(Protocol.Tcp, {{1000 + number}}, Setting = "Port{{number}}", Source = "Row {{number}}")]
        [Outbound(Protocol.Udp, 10000, 20000, Source = "Row {{number}}")]
        public sealed partial class Service{{number}} { public static int Number() => 10; }
        """;

    private static string OwnPolicy(int number, bool isIncluding) => $$"""
        using Starface.Policy;
        namespace Sample;
        [Policy("policy-{{number}}", Title = "{{GeneratorInput.Model}}")]
        {{(isIncluding && number % DeclarationsPerChain >= DeclarationsPerPolicy ? Included(number - DeclarationsPerPolicy) : "")}}
        [Allow<Service{{number - 1}}, Peers{{number - 1}}>]
        [Allow<Service{{number - 2}}, Peers{{number - 1}}>]
        [Allow<Service{{number - 3}}, Peers{{number - 2}}>]
        [Allow<Service{{number - 4}}, Anywhere>(Because = "Of reasons")]
        [Allow<Service{{number - 5}}, Peers{{number - 1}}>]
        public sealed partial class Policy{{number}} { public static int Number() => 10; }
        """;

    private static string Included(int number) => $"[Include<Policy{number}>, Exclude<Service{number - 1}, Peers{number - 1}>]";

    private static (string Name, string? Reason, Subject? Subject) Mvvm() => Foreign(
        "MVVM Toolkit",
        "CommunityToolkit.Mvvm.SourceGenerators.dll",
        "CommunityToolkit.Mvvm.dll",
        "CommunityToolkit.Mvvm.SourceGenerators.ObservablePropertyGenerator",
        "CommunityToolkit.Mvvm.ComponentModel.ObservablePropertyAttribute",
        number => $$"""
            namespace Sample;
            public sealed partial class Model{{number}} : CommunityToolkit.Mvvm.ComponentModel.ObservableObject
            {
                [CommunityToolkit.Mvvm.ComponentModel.ObservableProperty] private string? _{{GeneratorInput.Model}};
                public static int Number() => 10;
            }
            """);

    private static (string Name, string? Reason, Subject? Subject) Mapperly() => Foreign(
        "Mapperly",
        "Riok.Mapperly.dll",
        "Riok.Mapperly.Abstractions.dll",
        "Riok.Mapperly.MapperGenerator",
        "Riok.Mapperly.Abstractions.MapperAttribute",
        number => $$"""
            namespace Sample;
            public sealed class From{{number}} { public int {{GeneratorInput.Model}} { get; set; } }
            public sealed class To{{number}} { public int {{GeneratorInput.Model}} { get; set; } }
            [Riok.Mapperly.Abstractions.Mapper]
            public static partial class Mapper{{number}}
            {
                public static partial To{{number}} Map(From{{number}} from);
                public static int Number() => 10;
            }
            """);

    /// <summary>A generator from a package whose files the build put beside this program.</summary>
    private static (string Name, string? Reason, Subject? Subject) Foreign(
        string name, string generator, string library, string type, string attribute, Func<int, string> declare)
    {
        var folder = Folder("comparison");
        var libraryPath = Path.Combine(folder, library);
        return File.Exists(Path.Combine(folder, generator)) && File.Exists(libraryPath)
            ? (
                name, null, new(
                    name,
                    () => new GeneratorContext(folder).Create(generator, type),
                    [attribute],
                    [MetadataReference.CreateFromFile(libraryPath)],
                    declare)
                { MostDeclarations = 1_000 })
            : (name, "its package is not here; build with -p:CompareGenerators=true where it restores", null);
    }

    private static string Folder(string name) => Path.Combine(AppContext.BaseDirectory, name);
}
