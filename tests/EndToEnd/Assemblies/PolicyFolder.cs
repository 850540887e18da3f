using Starface.Cli;
using Starface.Cli.Hosting;
using Starface.EndToEnd.Chain;

namespace Starface.EndToEnd.Assemblies;

/// <summary>A folder with policy assemblies and stacks, in which the command line runs.</summary>
internal sealed class PolicyFolder : IDisposable
{
    public const string Office = """
        using Starface.Policies;
        using Starface.Policy;

        public sealed class Staff : PeerGroup;

        [Service("door", Title = "Door station")]
        [Inbound(Protocol.Tcp, 8080, Setting = "DoorPort", Source = "The door's manual, page 7")]
        public sealed partial class Door;

        [Policy("office", Title = "Web interface and door for the staff")]
        [Allow<WebInterface, Staff>]
        [Allow<Door, Staff>]
        public sealed partial class Office;
        """;

    public const string Stack = """
        config:
          starface:cloud: aws
          starface:policy: office
          starface:peers:
            staff: [203.0.113.0/24]
        """;

    private readonly string _path = Directory.CreateTempSubdirectory("starface-assemblies-").FullName;

    public CliEnvironment Environment => new(_path, _path);

    /// <summary>Compiles a source to an assembly in the folder.</summary>
    /// <returns>Its full path.</returns>
    public string Compile(string source, string name = "Sample", params IEnumerable<string> references) =>
        Write(name + ".dll", SourceCompiler.Compile("#pragma warning disable CS1591, CS0414, CS0169\n" + source, name, references));

    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(_path, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public string Write(string name, string text)
    {
        var path = Path.Combine(_path, name);
        File.WriteAllText(path, text);
        return path;
    }

    public (int ExitCode, string Output, string Error) Run(params string[] args) => Run(Environment, args);

    public static (int ExitCode, string Output, string Error) Run(CliEnvironment environment, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = CommandLineApp.Run(
            args, output, error, environment, new Lazy<PolicyCatalog>(static () => Policies.Catalog.Instance));
        return (exitCode, output.ToString(), error.ToString());
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
