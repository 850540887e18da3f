using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using Starface.Cli.Hosting;
using Starface.Drift.Live;
using Starface.Policy;
using Starface.Policy.Problems;
using Starface.Policy.Rules;

namespace Starface.Cli.Assemblies;

/// <summary>Loads the policies of an assembly that the command line named.</summary>
/// <param name="path">The full path.</param>
/// <param name="display">The file, for messages.</param>
/// <param name="environment">The machine.</param>
[RequiresUnreferencedCode("It loads assemblies.")]
internal sealed class PolicyAssembly(string path, string display, CliEnvironment environment)
{
    private const string OwnOutput = "give the assembly in the project's output folder, or the project with --build";
    private const string EnableDynamicLoading = "add <EnableDynamicLoading>true</EnableDynamicLoading> to its project, so that a build "
        + "puts everything beside it that it needs";

    /// <summary>The policies and services of an assembly, of those that it uses, and the shipped ones.</summary>
    /// <param name="shipped">The shipped ones.</param>
    /// <exception cref="UsageException">The assembly cannot be used; the problem says why.</exception>
    public PolicyCatalog Load(PolicyCatalog shipped)
    {
        var header = ReadHeader();
        PolicyAssemblyContext context;
        try
        {
            context = new PolicyAssemblyContext(path);
        }
        catch (InvalidOperationException failure)
        {
            throw Refusal($"What lies beside it cannot be found out: {Redaction.Redact(failure)}", "build it again");
        }

        var declaring = FindDeclaring(header, context).ToList();
        var own = declaring.Where(name => name != ShippedName || header.Name == ShippedName).ToList();
        if (own.Count == 0)
        {
            throw Refusal(
                $"'{header.Name}' declares no policy, and neither does what it refers to",
                "give the assembly of a project that has classes with [Policy]");
        }

        var catalogs = Run(() => own.ConvertAll(name => (name, CatalogOf(context, name))));
        if (catalogs.All(declared => declared.Item2.Policies.IsEmpty))
            throw Refusal($"'{header.Name}' declares services and no policy", "add a class with [Policy]");
        var isOwnShipped = declaring.Contains(ShippedName);
        if (header.Name != ShippedName)
            catalogs.Insert(0, (ShippedName, isOwnShipped ? Run(() => CatalogOf(context, ShippedName)) : shipped));
        return Union(catalogs);
    }

    private static string ShippedName => PolicyAssemblyContext.Shipped.GetName().Name!;

    /// <summary>What the file says, where that is an assembly that can be loaded.</summary>
    private AssemblyHeader ReadHeader()
    {
        if (Directory.Exists(path)) throw Refusal("It is a folder, and not an assembly", OwnOutput);
        if (!File.Exists(path)) throw Refusal("There is no such file", "build the project first, or give the project with --build");
        if (Path.GetExtension(path) is ".csproj" or ".sln" or ".slnx" or ".cs")
            throw Refusal("It is not an assembly", "give a project with --build");
        AssemblyHeader? header;
        try
        {
            header = AssemblyHeader.Read(path);
        }
        catch (Exception problem) when (WholeFiles.IsFileProblem(problem))
        {
            throw Refusal($"It cannot be read: {ForeignText.ToPhrase(problem)}");
        }

        if (header is null) throw Refusal("It is not an assembly of .NET", OwnOutput);
        if (header.IsReference) throw Refusal("It is a reference assembly, which has no code", OwnOutput);
        if (FindFrameworkProblem(header.TargetFramework) is { } framework) throw framework;
        if (header.Name == ShippedName && header.ModuleId == PolicyAssemblyContext.Shipped.ManifestModule.ModuleVersionId)
            throw Refusal("The shipped policies are there without it", "remove the option");
        CheckVersion(header);
        return header;
    }

    /// <summary>What .NET of this program does not run.</summary>
    private UsageException? FindFrameworkProblem(string? framework)
    {
        const string Core = ".NETCoreApp,Version=v";
        var own = string.Create(CultureInfo.InvariantCulture, $"net{Environment.Version.Major}.{Environment.Version.Minor}");
        if (framework is null || framework.StartsWith(".NETStandard,", StringComparison.Ordinal)) return null;
        if (framework.StartsWith(Core, StringComparison.Ordinal) && Version.TryParse(framework.AsSpan(Core.Length), out var version))
        {
            return version <= new Version(Environment.Version.Major, Environment.Version.Minor)
                ? null
                : Refusal(
                    $"It is built for .NET {version}, and this tool runs on .NET {Environment.Version.ToString(2)}", $"build it for {own}");
        }

        return Refusal($"It is built for '{framework}', which .NET {Environment.Version.ToString(2)} does not run", $"build it for {own}");
    }

    /// <summary>Compares the version of Starface.Policy that an assembly was compiled against with this program's.</summary>
    private void CheckVersion(AssemblyHeader header)
    {
        var rules = PolicyAssemblyContext.Rules.GetName();
        if (header.FindReference(rules.Name!) is not { } wanted) return;
        var (compiled, own) = (ToRelease(wanted), ToRelease(rules.Version!));
        if (compiled <= own && compiled.Major == own.Major) return;
        throw Refusal(
            $"'{header.Name}' was compiled against {rules.Name} {compiled}, and this tool has {own}",
            compiled > own
                ? "update the tool: 'dotnet tool update --global Starface.Cli', and the same with Starface.Cli.DotNet where it is installed"
                : $"refer to version {own} in its project, and build it again");
    }

    private static Version ToRelease(Version version) => new(version.Major, version.Minor, Math.Max(version.Build, 0));

    /// <summary>
    /// The names of the assemblies that declare something: this one, and those that it refers to, from the last to this one.
    /// </summary>
    private IEnumerable<string> FindDeclaring(AssemblyHeader header, PolicyAssemblyContext context)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var rules = PolicyAssemblyContext.Rules.GetName().Name!;
        return Follow(header);

        IEnumerable<string> Follow(AssemblyHeader from)
        {
            if (!known.Add(from.Name)) yield break;
            foreach (var (name, version) in from.References)
            {
                if (name == rules || known.Contains(name)) continue;
                var beside = context.FindBeside(new AssemblyName(name) { Version = version });
                if (beside is not null && ReadReferenced(beside) is { } referenced && referenced.FindReference(rules) is not null)
                {
                    CheckVersion(referenced);
                    foreach (var found in Follow(referenced)) yield return found;
                }
                else if (beside is null && name == ShippedName)
                {
                    CheckShipped(from, version);
                    known.Add(name);
                    yield return name;
                }
            }

            if (from.HasCatalog) yield return from.Name;
        }
    }

    private static AssemblyHeader? ReadReferenced(string file)
    {
        try
        {
            return AssemblyHeader.Read(file);
        }
        catch (Exception problem) when (WholeFiles.IsFileProblem(problem))
        {
            return null;
        }
    }

    /// <summary>The catalog that an assembly uses is the one that its program deploys, and not another version of it.</summary>
    private void CheckShipped(AssemblyHeader header, Version compiled)
    {
        var own = PolicyAssemblyContext.Shipped.GetName().Version!;
        if (ToRelease(compiled) == ToRelease(own)) return;
        throw Refusal(
            $"'{header.Name}' was compiled against {ShippedName} {ToRelease(compiled)}, which does not lie beside it, and this tool has "
                + $"{ToRelease(own)}",
            EnableDynamicLoading);
    }

    private static PolicyCatalog CatalogOf(PolicyAssemblyContext context, string name)
    {
        var assembly = context.LoadFromAssemblyName(new AssemblyName(name));
        var catalog = assembly.GetCustomAttribute<PolicyCatalogAttribute>()!.Catalog;
        return (PolicyCatalog?)catalog.GetProperty("Instance", BindingFlags.Public | BindingFlags.Static)?.GetValue(null)
            ?? throw new InvalidOperationException($"'{catalog.FullName}' has no static property 'Instance' with a catalog");
    }

    /// <summary>
    /// Runs what is not this program's: for a limited time, and so that an exception of it is a problem of the assembly. What it writes
    /// would be taken for data or messages of this program, so it is not written, and is a problem as well.
    /// </summary>
    private T Run<T>(Func<T> work)
    {
        var written = environment.CatchConsole();
        T? result = default;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            // Anything that a stranger's code throws.
#pragma warning disable CA1031
            try
            {
                result = work();
            }
            catch (Exception exception)
            {
                failure = exception;
            }
#pragma warning restore CA1031
        })
        { IsBackground = true };
        thread.Start();
        if (!thread.Join(environment.LoadTime))
        {
            throw Refusal(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Its policies are not there after {environment.LoadTime.TotalSeconds} seconds"),
                "remove what its static constructors and fields wait for");
        }

        if (failure is not null) throw Refused(failure);
        if (written() is { Length: > 0 } text)
        {
            throw Refusal(
                $"It writes to the console while its policies are read: '{Redaction.Redact(text)}'",
                "remove what writes from its static constructors and fields");
        }

        return result!;
    }

    /// <summary>The exception of the code itself.</summary>
    private static Exception CauseOf(Exception failure)
    {
        while (failure is TargetInvocationException or TypeInitializationException && failure.InnerException is { } inner) failure = inner;
        return failure;
    }

    private UsageException Refused(Exception thrown)
    {
        var failure = CauseOf(thrown);
        return failure switch
        {
            FileNotFoundException { FileName: { } missing } when missing.Contains(", Version=", StringComparison.Ordinal) =>
                Refusal($"It needs '{new AssemblyName(missing).Name}', which does not lie beside it", EnableDynamicLoading),
            FileLoadException or BadImageFormatException =>
                Refusal($"It cannot be loaded: {Redaction.Redact(failure)}", "build it again"),
            MissingMemberException or TypeLoadException =>
                Refusal($"It does not fit this tool: {Redaction.Redact(failure)}", "build it again with the version of this tool"),
            _ => Refusal(
                $"Its policies cannot be read, because its code fails: {failure.GetType().Name}: {Redaction.Redact(failure)}",
                "look at what its static constructors and fields do"),
        };
    }

    /// <summary>All of them together, where no id is declared twice.</summary>
    private PolicyCatalog Union(List<(string Assembly, PolicyCatalog Catalog)> catalogs)
    {
        ImmutableArray<Problem> doubles =
            [.. CatalogUnion.FindDoubles(catalogs).Select(problem => problem with { Place = new Place { File = display } })];
        if (!doubles.IsEmpty) throw new UsageException(doubles);
        return new PolicyCatalog(
            catalogs.SelectMany(declared => declared.Catalog.Services),
            catalogs.SelectMany(declared => declared.Catalog.Policies.Select(policy => declared.Assembly == ShippedName
                ? policy
                : new PolicyDescriptor(policy.Definition, arguments => Create(policy, arguments)))),
            catalogs.SelectMany(declared => declared.Catalog.Scenarios));
    }

    private FirewallPolicy Create(PolicyDescriptor policy, PolicyArguments arguments)
    {
        try
        {
            return policy.Create(arguments);
        }
        catch (PolicyException)
        {
            throw;
        }
        // Anything that a stranger's code throws.
#pragma warning disable CA1031
        catch (Exception failure)
#pragma warning restore CA1031
        {
            var cause = CauseOf(failure);
            throw Refusal(
                $"The policy '{policy.Definition.Id}' cannot be made, because its code fails: {cause.GetType().Name}: "
                    + Redaction.Redact(cause),
                "look at its constructor and its fields");
        }
    }

    private UsageException Refusal(string message, string? fix = null) => new(
        Problem.Error(ProblemIds.AssemblyNotUsable, message, fix) with { Place = new Place { File = display } });
}
