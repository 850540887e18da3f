using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using Starface.Policy;

[assembly: AssemblyFixture(typeof(Starface.Mutation.StaticState))]

namespace Starface.Mutation;

/// <summary>
/// Isolates a mutant from the state that the one before left behind. The mutation tool runs many mutants in one process, but static fields
/// are filled once: all of them are, without a mutant, before the first test. A mutant in such a field's initialiser needs a process of its
/// own, which fills them under it; the tool starts another process where one ends.
/// </summary>
public sealed class StaticState : IDisposable
{
    private const int NoMutant = -1;
    private const byte Call = 0x28, LoadSmallest = 0x15, LoadLargestShort = 0x1E, LoadByte = 0x1F, LoadInt = 0x20;

    private static readonly Assembly[] s_assemblies =
    [
        typeof(FirewallPolicy).Assembly, typeof(Policies.Catalog).Assembly, typeof(Drift.Files.LiveFileReader).Assembly,
        typeof(Cli.CommandLineApp).Assembly, typeof(StaticState).Assembly,
    ];

    /// <summary>
    /// The tool's switch, which it compiles into the mutated assembly under a namespace of the run; null in a build without mutants.
    /// </summary>
    private static readonly Type? s_control = Array.Find(typeof(FirewallPolicy).Assembly.GetTypes(), type => type.Name == "MutantControl");

    /// <summary>The mutants in initialisers of static fields.</summary>
    private static readonly HashSet<int> s_ofInitialisers = s_control is null ? [] : [.. MutantsOfInitialisers(s_control)];

    /// <summary>The mutant under which this process has filled the static fields.</summary>
    private static int s_filledUnder = NoMutant;

    /// <summary>Created before the tests of a run.</summary>
    public StaticState()
    {
        if (s_control is null) return;
        var active = MutantOfTheRun();
        // At once: an orderly end would wait for the run that waits here.
        if (s_filledUnder != (s_ofInitialisers.Contains(active) ? active : NoMutant)) Process.GetCurrentProcess().Kill();
        Activate(active);
    }

    /// <summary>Called after the tests of a run.</summary>
    public void Dispose()
    {
        if (s_control is not null) Activate(s_filledUnder);
    }

    [ModuleInitializer]
    internal static void Fill()
    {
        RemoveRelaysOfProcessesBefore();
        if (s_control is null) return;
        // The switch would read a file at each mutant it comes to; given the active one at the start of a run, it compares two numbers.
        s_control.GetField("_mutantFilePathCached", BindingFlags.Static | BindingFlags.NonPublic)!.SetValue(null, true);
        var active = MutantOfTheRun();
        if (s_ofInitialisers.Contains(active)) s_filledUnder = active;
        Activate(s_filledUnder);
        foreach (var type in s_assemblies
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => !type.ContainsGenericParameters && type != typeof(StaticState)))
            FillFields(type);
        s_control.GetMethod("ResetCoverage")!.Invoke(null, null);
    }

    private static void Activate(int mutant) => s_control!.GetField("ActiveMutant")!.SetValue(null, mutant);

    private static void FillFields(Type type)
    {
        try
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
            if (type.Assembly != typeof(StaticState).Assembly) return;
            foreach (var policy in type.GetFields(BindingFlags.Static | BindingFlags.NonPublic)
                .Select(field => field.GetValue(null)).OfType<FirewallPolicy>())
                _ = (policy.Digest, policy.Findings);
        }
        catch (TypeInitializationException)
        {
            // The mutant's doing; the tests that need the type will fail.
        }
    }

    /// <summary>
    /// The tool waits for an answer on each of these files; where a test process ended before its time, none comes on its own.
    /// </summary>
    private static void RemoveRelaysOfProcessesBefore()
    {
        if (Environment.GetEnvironmentVariable("STRYKER_COVERAGE_EPOCH_FILE") is not { Length: > 0 } name) return;
        foreach (var file in Directory.GetFiles(Path.GetTempPath(), Path.GetFileNameWithoutExtension(name) + "-*"))
            File.Delete(file);
    }

    private static int MutantOfTheRun()
    {
        if (Environment.GetEnvironmentVariable("STRYKER_MUTANT_FILE") is not { Length: > 0 } file || !File.Exists(file)) return NoMutant;
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[sizeof(int)];
        stream.ReadExactly(bytes);
        return BitConverter.ToInt32(bytes);
    }

    /// <summary>The numbers that type initialisers ask the switch for: each is loaded right before the call.</summary>
    private static IEnumerable<int> MutantsOfInitialisers(Type control)
    {
        // Lambdas in an initialiser, the tool's own among them, are methods that bear its name.
        const BindingFlags Any =
            BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        var types = control.Assembly.GetTypes();
        var initialisers = types.Select(type => type.TypeInitializer).OfType<MethodBase>()
            .Concat(
                types.SelectMany(type => type.GetMethods(Any)).Where(method => method.Name.Contains("<.cctor>", StringComparison.Ordinal)));
        foreach (var initialiser in initialisers)
        {
            var code = initialiser.GetMethodBody()!.GetILAsByteArray()!;
            for (var i = 1; i + sizeof(int) < code.Length; i++)
            {
                if (code[i] != Call || !IsSwitch(initialiser, BitConverter.ToInt32(code, i + 1))) continue;
                if (i >= 5 && code[i - 5] == LoadInt) yield return BitConverter.ToInt32(code, i - 4);
                else if (i >= 2 && code[i - 2] == LoadByte) yield return (sbyte)code[i - 1];
                else if (code[i - 1] is >= LoadSmallest and <= LoadLargestShort) yield return code[i - 1] - LoadSmallest - 1;
            }
        }

        bool IsSwitch(MethodBase initialiser, int token)
        {
            try
            {
                return initialiser.Module.ResolveMethod(token) is { Name: "IsActive" } method && method.DeclaringType == control;
            }
            catch (Exception problem) when (problem is ArgumentException or BadImageFormatException)
            {
                return false;
            }
        }
    }
}
