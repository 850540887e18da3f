using System.Text;
using Starface.Cli.Tests.Support;

namespace Starface.Cli.Tests;

/// <summary>Every problem gets a message that names the place, the value and the fix, exit code 1, and nothing on stdout.</summary>
public sealed class BadInputTests
{
    private const string Good = "preview --cloud aws --policy cloud-pbx-vpn --peer resolvers=192.0.2.53 --peer time-servers=192.0.2.123";

    [Theory]
    [InlineData("preview --policy cloud-pxb --cloud aws", "--policy: Unknown policy 'cloud-pxb'", "did you mean 'cloud-pbx'?")]
    [InlineData("show cloud-pbx-con", "There is no policy, service or scenario 'cloud-pbx-con'", "did you mean 'cloud-pbx-connect'?")]
    [InlineData("show web-interfce", "There is no policy, service or scenario 'web-interfce'", "did you mean the service 'web-interface'?")]
    [InlineData("preview --stack demo-asw", "There is no stack 'demo-asw' in src/Infra", "did you mean 'demo-aws'?")]
    [InlineData("preview --stack ../demo-aws", "There is no stack '../demo-aws'", "")]
    [InlineData("preview --policy cloud-pbx-vpn --cloud gcp", "--cloud: Unknown cloud 'gcp'", "use aws or azure")]
    [InlineData("preview --policy cloud-pbx-vpn", "--cloud: The cloud is missing", "use aws or azure")]
    [InlineData("preview --cloud aws", "--policy: The policy is missing", "cloud-pbx-vpn")]
    [InlineData(Good, "--peer: Policy 'cloud-pbx-vpn' needs peers for 'vpn'", "add --peer vpn=203.0.113.0/24")]
    [InlineData(Good + " --peer vpn=192.0.2.0/24 --peer vnp=192.0.2.0/24", "has no peer group 'vnp'", "did you mean 'vpn'?")]
    [InlineData(Good + " --peer vpn=192.0.2.0/24 --setting WebPrt=8443", "has no setting 'WebPrt'", "did you mean 'WebPort'?")]
    [InlineData(Good + " --peer vpn=203.0.113.5/24", "--peer vpn: '203.0.113.5/24'", "write '203.0.113.0/24'")]
    [InlineData(Good + " --peer vpn=fe80::1%eth0/64", "--peer vpn: 'fe80::1%eth0'", "zone")]
    [InlineData(Good + " --peer vpn=10.0.0.0/33", "--peer vpn: '10.0.0.0/33'", "0 to 32")]
    [InlineData(Good + " --peer vpn=", "--peer vpn: A prefix is empty in 'vpn='", "write --peer vpn=203.0.113.0/24")]
    [InlineData(Good + " --peer vpn=10.0.0.0/8,lan=10.0.0.0/8", "' has more than one GROUP", "--peer GROUP=PREFIX,… for")]
    [InlineData(Good + " --peer vpn=10.0.0.0/8 --host a=1.1.1.1,b=1.1.1.2", "' has more than one HOST", "--host HOST=PREFIX,… for")]
    [InlineData(Good + " --peer vpn", "--peer: 'vpn' is not GROUP=PREFIX", "write --peer phones=203.0.113.0/24")]
    [InlineData(Good + " --peer vpn=192.0.2.0/24 --setting WebPort=0", "--setting WebPort: Setting 'WebPort' is 0", "from 1 to 65535")]
    [InlineData(Good + " --peer vpn=192.0.2.0/24 --setting WebPort=65536", "--setting WebPort: '65536'", "65535")]
    [InlineData(Good + " --peer vpn=192.0.2.0/24 --setting WebPort=20000-10000", "--setting WebPort: '20000-10000'", "write '10000-20000'")]
    [InlineData(Good + " --peer vpn=192.0.2.0/24 --setting WebPort=1 --setting "
        + "WebPort=2", "--setting WebPort: The setting is given twice", "keep one")]
    [InlineData(Good + " --peer vpn=192.0.2.0/24 --pbx-version seven", "--pbx-version: 'seven'", "7.0.0.19")]
    [InlineData(Good + " --peer vpn=192.0.2.0/24 --name 1st", "--name: '1st' is not a valid instance name", "write a letter")]
    [
        InlineData(
            Good + " --peer vpn=192.0.2.0/24 --host license.starface.com=192.0.2.7",
            "--host license.starface.com: No service connects to a host",
            "did you mean 'license.starface.de'?"),
    ]
    [InlineData(Good + " --peer vpn=192.0.2.0/24 --location westeurope", "--location: This key is for Azure", "remove it")]
    [InlineData(Good + " --peer vpn=192.0.2.0/24 --resource-group rg", "--resource-group: This key is for Azure", "remove it")]
    [InlineData("preview --stack demo-aws --policy cloud-pbx", "--policy cannot be combined with --stack", "remove --stack")]
    [InlineData("preview --stack demo-aws --name other", "There is no instance 'other'", "demo-aws")]
    [InlineData("preview --directory Infra.sln", "'Infra.sln' is a file", "name the folder")]
    [InlineData("preview --directory nowhere", "There is no folder 'nowhere'", "name the folder")]
    [InlineData("preview --formt json", "'preview' has no option '--formt'", "did you mean '--format'?")]
    [InlineData("preview --format xml", "--format: 'xml' is not valid", "use table or json")]
    [InlineData("preview extra", "'preview' does not accept 'extra'", "starface-policy preview --help")]
    [InlineData("prevew", "There is no command 'prevew'", "did you mean 'preview'?")]
    [InlineData("compile --stack demo-aws", "Exactly one of --output and --steps is needed", "name a folder with --output")]
    [InlineData("drift --stack demo-aws --live", "'--live'", "starface-policy drift --help")]
    [
        InlineData(
            "compile --stack demo-aws --output Infra.sln",
            "--output: 'Infra.sln' is a file where a folder is needed",
            "name another folder"),
    ]
    [
        InlineData(
            "compile --stack demo-aws --output Infra.sln/deeper",
            "--output: 'Infra.sln' is a file where a folder is needed",
            "name another folder"),
    ]
    [InlineData("compile --stack demo-aws --output src/Infra", "--output: 'src/Infra' holds a Pulumi.yaml", "name an empty folder")]
    [InlineData("explain --stack demo-aws --port 1", "--from is missing", "--to")]
    [InlineData("explain --stack demo-aws --from 192.0.2.1", "--port is missing", "tcp has ports")]
    [InlineData("explain --stack demo-aws --from 192.0.2 --port 1", "--from: '192.0.2'", "203.0.113.7")]
    [InlineData("explain --stack demo-aws --from 192.0.2.0/24 --port 1", "--from: '192.0.2.0/24' is a network", "one of its addresses")]
    [InlineData("explain --stack demo-aws --from 192.0.2.1 --port 0", "--port: '0'", "a number from 1 to 65535")]
    [InlineData("explain --stack demo-aws --from 192.0.2.1 --port 65536", "--port: '65536'", "65535")]
    [InlineData("explain --stack demo-aws --from 192.0.2.1 --port 1-2", "--port: '1-2' means several ports", "ask about one")]
    [InlineData("explain --stack demo-aws --from 192.0.2.1 --port 1 --protocol sctpx", "--protocol: 'sctpx'", "tcp, udp")]
    [InlineData("explain --stack demo-aws --from 192.0.2.1 --port 1 --protocol esp", "--port: esp has no ports", "remove it")]
    [InlineData("explain --stack demo-aws --from 192.0.2.1 --to 192.0.2.2 --port 1", "--to: An inbound flow", "needs --from only")]
    [InlineData("explain --from 192.0.2.1 --port 1", "one instance", "--stack demo-azure")]
    public void A_problem_in_the_arguments_is_named_with_its_fix(string commandLine, string problem, string fix) =>
        Tool.Run(commandLine.Split(' ')).IsError(problem, fix);

    [Fact]
    public void All_problems_are_reported_at_once()
    {
        var error = Tool.Run(
            "preview", "--policy", "cloud-pbx-vpn", "--cloud", "aws", "--peer", "vpn=10.0.0.0/33,10.0.0.1/8", "--setting", "Port=1").Error;
        Assert.Equal(5, error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.All(
            error.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.StartsWith("error SFP50", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("preview --cloud aws", "SFP5003", "--policy: The policy is missing")]
    [InlineData("preview --cloud aws --policy 1st", "SFP5006", "--policy: Unknown policy '1st'")]
    public void A_policy_that_is_not_there_is_one_problem(string commandLine, string id, string problem)
    {
        var error = Tool.Run(commandLine.Split(' ')).Error;

        Assert.StartsWith(
            $"error {id}: {problem}", Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stack_file_in_another_encoding_is_a_problem()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: starface\nruntime: dotnet\n");
        File.WriteAllBytes(
            Path.Combine(folder.Path, "Pulumi.bad.yaml"), Encoding.Latin1.GetBytes("config:\n  starface:tags: {ort: Köln}\n"));

        Tool.RunIn(folder.Environment, "preview", "--stack", "bad")
            .IsError("Pulumi.bad.yaml: The file is not in UTF-8", "save it in that encoding");
    }

    [Theory]
    [InlineData("config:\n  starface:policy: [", "Pulumi.bad.yaml:3:1", "This is not valid YAML")]
    [InlineData(
        "config:\n  starface:tests:\n    - allow: inbound tcp 1 from a, deny: inbound tcp 2 from b\n",
        "Pulumi.bad.yaml:3:40",
        "; write each key on a line of its own, and a text that has ': ' in quotes.")]
    [InlineData("config:\n  a: [x\n  b: c\n", "Pulumi.bad.yaml:2:6", "a bracket or quote that is not closed")]
    [InlineData("config:\n\tstarface:policy: x", "Pulumi.bad.yaml:2:1: The line is indented with a tab", "indent it with spaces")]
    [InlineData("config:\n  starface:cloud: aws\n\tstarface:policy: x", "Pulumi.bad.yaml:3:1: The line is", "indented with a tab")]
    [InlineData("config:\n  starface:peers:\n    vpn:\n \t- 192.0.2.1", "Pulumi.bad.yaml:4:1: The line is", "indented with a tab")]
    [InlineData("", "Pulumi.bad.yaml", "The file is empty")]
    [InlineData("- config", "Pulumi.bad.yaml:1:1", "The file is not a map")]
    [InlineData("konfig:\n  a: b", "'config' is missing", "rename 'konfig' to 'config' if that is meant")]
    [InlineData("config: text", "Pulumi.bad.yaml:1:9", "'config' is not a map")]
    [InlineData("config:\n  aws:region: x", "Pulumi.bad.yaml:2:3", "No key begins with 'starface:'")]
    [InlineData("config:\n  starface:cloud: aws\n  starfce:policy: x", "3:3: Unknown key", "did you mean 'starface:policy'?")]
    [InlineData("config:\n  Starface:peerSets: {}", "Pulumi.bad.yaml:2:3: Unknown key", "did you mean 'starface:peerSets'?")]
    [
        InlineData(
            "config:\n  starface:policy: a\n  starface:policy: b",
            "Pulumi.bad.yaml:3:3",
            "Duplicate key 'starface:policy' (first on line 2)"),
    ]
    [InlineData("config:\n  starface:cloud: *x", "Pulumi.bad.yaml:2:19", "'*x' refers to an anchor")]
    [InlineData("config:\n  starface:cloud: aws\n---\nconfig: {}", "Pulumi.bad.yaml:3:1", "second document")]
    [InlineData("config:\n  starface:polcy: cloud-pbx", "Pulumi.bad.yaml:2:3: starface:polcy", "did you mean 'policy'?")]
    [InlineData("config:\n  starface:cloud: aws\n  starface:policy: "
        + "yealink-phone-netwrk", "Pulumi.bad.yaml:3:20: starface:policy", "did you mean 'yealink-phone-network'?")]
    [InlineData("config:\n  starface:cloud: aws\n  starface:policy: cloud-pbx-vpn\n  starface:peers:\n    vpn: "
        + "[203.0.113.5/24]", "Pulumi.bad.yaml:5:11: starface:peers.vpn[0]", "write '203.0.113.0/24'")]
    [InlineData("config:\n  starface:cloud: aws\n  starface:policy: cloud-pbx-vpn\n  starface:location: "
        + "westeurope", "Pulumi.bad.yaml:4:3: starface:location", "This key is for Azure, but the instance is on AWS")]
    [InlineData("config:\n  starface:cloud: aws\n  starface:policy: cloud-pbx-vpn\n  starface:hosts:\n    stun.teamfon.co: "
        + "[192.0.2.1]", "Pulumi.bad.yaml:5:5: starface:hosts.stun.teamfon.co", "did you mean 'stun.teamfon.com'?")]
    [InlineData("config:\n  starface:cloud: aws\n  starface:policy: cloud-pbx-vpn\n  starface:peers:\n    vpn: "
        + "['']", "Pulumi.bad.yaml:5:11: starface:peers.vpn[0]", "Expected a prefix such as 203.0.113.0/24")]
    [InlineData("config:\n  starface:cloud: aws\n  starface:policy: cloud-pbx-vpn\n  starface:peers:\n    vpn: "
        + "[]", "Pulumi.bad.yaml:5:10: starface:peers.vpn", "empty list")]
    [InlineData("config:\n  starface:cloud: aws\n  starface:policy: cloud-pbx-vpn\n  starface:peers: "
        + "{}", "starface:peers: Policy 'cloud-pbx-vpn' needs peers for 'resolvers'", "add 'resolvers:")]
    [InlineData("config:\n  starface:cloud: aws\n  starface:policy: yealink-phone-network\n  starface:instances:\n    - name: one\n    - "
        + "name: one", "2 instances are called 'one'", "give each a different name")]
    public void A_problem_in_a_stack_file_is_named_with_its_place(string text, string place, string message)
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: starface\nruntime: dotnet\n");
        folder.Write("Pulumi.bad.yaml", text);

        Tool.RunIn(folder.Environment, "preview", "--stack", "bad").IsError(place, message);
        Tool.RunIn(folder.Environment, "compile", "--stack", "bad", "--output", "out").IsError(place, message);
        Assert.Equal(["Pulumi.bad.yaml", "Pulumi.yaml"], folder.Files);
    }

    [Fact]
    public void Problems_of_several_stacks_are_reported_together()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: starface\nruntime: dotnet\n");
        folder.Write("Pulumi.one.yaml", "config: 1");
        folder.Write("Pulumi.two.yaml", "config: 2");

        Tool.RunIn(folder.Environment, "preview", "--stack", "one", "--stack", "two")
            .IsError("Pulumi.one.yaml:1:9", "Pulumi.two.yaml:1:9");
    }

    [Fact]
    public void Hostile_nesting_is_a_problem_and_not_a_crash()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: starface\nruntime: dotnet\n");
        folder.Write("Pulumi.deep.yaml", "config: " + new string('[', 100_000));

        Tool.RunIn(folder.Environment, "preview", "--stack", "deep").IsError("Pulumi.deep.yaml:1:");
    }

    [Fact]
    public void A_folder_without_stacks_says_what_to_do()
    {
        using var folder = new TemporaryFolder();
        Tool.RunIn(folder.Environment, "preview").IsError("There is no Pulumi.yaml", "--directory");
        folder.Write("Pulumi.yaml", "name: starface\nruntime: dotnet\n");
        Tool.RunIn(folder.Environment, "preview").IsError("has no stacks", "--directory");
        folder.Write("Pulumi.production.yaml", "config: {}\n");
        Tool.RunIn(folder.Environment, "preview").IsError("has no demo stacks", "production");
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_a_problem_and_stays_as_it_was()
    {
        // Nobody, not even the superuser, makes folders there.
        if (!OperatingSystem.IsLinux()) Assert.Skip("Only Linux has a folder that nobody can write to.");
        const string Target = "/proc/self/starface-policy";

        Tool.Run("compile", "--stack", "demo-aws", "--output", Target).IsError("cannot be written", "name a folder that you can write to");

        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public void A_folder_where_a_file_is_to_be_written_is_a_problem()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "Main.json"));

        Tool.Run("compile", "--stack", "demo-aws", "--output", folder.Path).IsError("holds a folder where", "name an empty folder");

        Assert.Equal(["Main.json"], folder.Files);
    }
}
