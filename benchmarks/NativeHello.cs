using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Starface.Benchmarks;

/// <summary>
/// A program that prints one line, compiled ahead of time as the packed tool is: the least that a native command can take.
/// </summary>
internal static class NativeHello
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <PublishAot>true</PublishAot>
            <OptimizationPreference>Speed</OptimizationPreference>
            <InvariantGlobalization>true</InvariantGlobalization>
          </PropertyGroup>
        </Project>
        """;

    /// <summary>Makes the program.</summary>
    /// <param name="folder">A new folder outside of the checkout, whose settings would count for it.</param>
    public static CommandBuild Build(string folder)
    {
        File.WriteAllText(Path.Combine(folder, "hello.csproj"), Project);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), "System.Console.WriteLine(\"Hello, World!\");\n");
        string[] arguments =
            ["publish", "hello.csproj", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", "out", "-v", "q", "-nologo"];
        using var process = Process.Start(new ProcessStartInfo(CommandBuild.Dotnet, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        })!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"The native hello world was not built: {text}");
        var program = Path.Combine(folder, "out", OperatingSystem.IsWindows() ? "hello.exe" : "hello");
        return new CommandBuild("native hello world", ImmutableArray.Create(program));
    }
}
