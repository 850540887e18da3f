using System.Reflection;
using System.Runtime.CompilerServices;
using Starface.Policy;

[assembly: AssemblyFixture(typeof(Starface.Mutation.StaticState))]

namespace Starface.Mutation;

/// <summary>
/// Keeps what one mutant leaves behind away from the next one. The mutation tool runs many mutants in one process, but static fields are
/// filled once: all of them are, without a mutant, before the first test. A mutant that stands in such a field's initialiser needs a process
/// of its own, which fills them under it; the tool starts another process where one ends.
/// </summary>
public sealed class StaticState
{
    private const int NoMutant = -1;
    private const byte Call = 0x28, LoadSmallest = 0x15, LoadLargestShort = 0x1E, LoadByte = 0x1F, LoadInt = 0x20;

    private static readonly Assembly[] s_assemblies =
    [
        typeof(FirewallPolicy).Assembly, typeof(Policies.Catalog).Assembly, typeof(Drift.Reading.LiveFile).Assembly, typeof(Cli.CommandLineApp).Assembly, typeof(StaticState).Assembly,
    ];

    /// <summary>The tool's switch, which it compiles into the mutated assembly; null in a build without mutants.</summary>
    private static readonly Type? s_control = typeof(FirewallPolicy).Assembly.GetType("Stryker.MutantControl");

    /// <summary>The mutants in initialisers of static fields.</summary>
    private static readonly HashSet<int> s_ofInitialisers = s_control is null ? [] : [.. MutantsOfInitialisers(s_control)];

    /// <summary>The mutant under which this process has filled the static fields.</summary>
    private static int s_filledUnder = NoMutant;

    /// <summary>Created before the tests of a run.</summary>
    public StaticState()
    {
        var active = ActiveMutant();
        if (s_filledUnder != (s_ofInitialisers.Contains(active) ? active : NoMutant)) Environment.Exit(1);
    }

    [ModuleInitializer]
    internal static void Fill()
    {
        if (s_control is null) return;
        var active = ActiveMutant();
        if (s_ofInitialisers.Contains(active)) s_filledUnder = active;
        // While the tool notes what is reached, no mutant is active.
        var capture = s_control.GetField("CaptureCoverage")!;
        var before = capture.GetValue(null);
        if (s_filledUnder == NoMutant) capture.SetValue(null, true);
        foreach (var type in s_assemblies.SelectMany(assembly => assembly.GetTypes()).Where(type => !type.ContainsGenericParameters && type != typeof(StaticState)))
            FillFields(type);
        capture.SetValue(null, before);
        s_control.GetMethod("ResetCoverage")!.Invoke(null, null);
    }

    private static void FillFields(Type type)
    {
        try
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
            if (type.Assembly != typeof(StaticState).Assembly) return;
            foreach (var policy in type.GetFields(BindingFlags.Static | BindingFlags.NonPublic).Select(field => field.GetValue(null)).OfType<FirewallPolicy>())
                _ = (policy.Digest, policy.Findings);
        }
        catch (TypeInitializationException)
        {
            // The mutant's doing; the tests that need the type will fail.
        }
    }

    private static int ActiveMutant() =>
        Environment.GetEnvironmentVariable("STRYKER_MUTANT_FILE") is { Length: > 0 } file && File.Exists(file)
            ? BitConverter.ToInt32(ReadShared(file))
            : NoMutant;

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[sizeof(int)];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The numbers that type initialisers ask the switch for: each is loaded right before the call.</summary>
    private static IEnumerable<int> MutantsOfInitialisers(Type control)
    {
        foreach (var initialiser in control.Assembly.GetTypes().Select(type => type.TypeInitializer).OfType<ConstructorInfo>())
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

        bool IsSwitch(ConstructorInfo initialiser, int token)
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
