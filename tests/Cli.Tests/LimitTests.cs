using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Starface.Cli.Hosting;
using Starface.Cli.Tests.Support;
using Starface.Drift.Files;
using Starface.Policy.Problems;

namespace Starface.Cli.Tests;

/// <summary>What others wrote takes neither memory nor time out of proportion, and the message says what is too much.</summary>
public sealed class LimitTests
{
    private static readonly InputLimit Ten = new("a test", 10, InputLimits.Bytes, "write less");

    [Fact]
    public void The_page_lists_every_limit()
    {
        var page = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "limits.md")).ReplaceLineEndings("\n");

        var rows = Regex.Matches(page, @"(?m)^\| (.+) \| (.+) \| (.+) \|$")
            .Skip(1)
            .Select(row => (row.Groups[1].Value, row.Groups[2].Value, row.Groups[3].Value));

        Assert.Equal(InputLimits.All.Select(limit => (limit.What, limit.Amount, limit.Way)), rows);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(10, true)]
    [InlineData(11, false)]
    [InlineData(1_000_000, false)]
    public async Task What_comes_is_read_up_to_the_limit(int size, bool isRead)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("file", new string('x', size));
        var copy = new MemoryStream();

        if (isRead)
        {
            Assert.Equal(size, InputFile.ReadAllBytes(file, Ten).Length);
            await LimitedStream.CopyAsync(new MemoryStream(new byte[size]), copy, Ten, TestContext.Current.CancellationToken);
            Assert.Equal(size, copy.Length);
        }
        else
        {
            var refused = Assert.Throws<IOException>(() => InputFile.ReadAllBytes(file, Ten));
            Assert.Contains($"which is the limit; {Ten.Way}", refused.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<BeyondLimitException>(
                () => LimitedStream.CopyAsync(new Endless(), copy, Ten, TestContext.Current.CancellationToken));
            Assert.InRange(copy.Length, 0, 1 << 17);
        }
    }

    [Fact]
    public void Devices_and_folders_are_refused_wherever_a_file_is_named()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("There are no such devices on this system.");
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: starface\n");
        folder.Write("Pulumi.one.yaml", StackText.Good);
        folder.Write("Pulumi.esc.yaml", "environment: [prod]\n" + StackText.Good);
        var socket = Path.Combine(folder.Path, "socket");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(socket));
        foreach (var special in new[] { "/dev/zero", "/dev/full", "/dev/urandom", folder.Path, socket })
        {
            Refused("drift", "--stack", "one", "--directory", folder.Path, "--resume", special);
            Refused("diff", special, "one", "--directory", folder.Path);
            Refused("drift", "--stack", "one", "--directory", folder.Path, "--live", special);
            Refused("drift", "--stack", "one", "--directory", folder.Path, "--live", special, "--state", special);
            Refused("drift", "--stack", "one", "--directory", folder.Path, "--live", special, "--ignore-file", special);
            Refused("drift", "--stack", "one", "--directory", folder.Path, "--live", special, "--service-tags", special);
            Refused("preview", "--stack", "one", "--directory", folder.Path, "--against", special);
            Refused("preview", "--stack", "esc", "--directory", folder.Path, "--environment", special);
            Refused("merge", special);
            Refused("merge", "--format", "json", special);
        }

        // A stack's file is one of a folder's, and may be a link.
        File.CreateSymbolicLink(Path.Combine(folder.Path, "Pulumi.two.yaml"), "/dev/zero");
        Refused("preview", "--stack", "two", "--directory", folder.Path);
        Refused("check", "--stack", "two", "--directory", folder.Path);

        static void Refused(params string[] arguments)
        {
            var result = Tool.Run(arguments);
            Assert.Equal(1, result.ExitCode);
            Assert.DoesNotContain("unexpected", result.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_named_pipe_is_read_while_something_is_written_to_it_and_not_for_ever()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("There are no named pipes in folders on this system.");
        using var folder = new TemporaryFolder();
        var pipe = Path.Combine(folder.Path, "pipe");
        var token = TestContext.Current.CancellationToken;
        using (var made = Process.Start("mkfifo", pipe)) await made.WaitForExitAsync(token);

        // Opening a pipe waits for its other end.
        var writing = Task.Run(() => File.WriteAllText(pipe, "0123456789"), token);
        Assert.Equal("0123456789"u8, InputFile.ReadAllBytes(pipe, Ten));
        await writing;

        writing = Task.Run(() => File.WriteAllText(pipe, "0123456789a"), token);
        var more = Assert.Throws<IOException>(() => InputFile.ReadAllBytes(pipe, Ten));
        Assert.Contains("which is the limit", more.Message, StringComparison.Ordinal);
        await writing;

        var silent = Assert.Throws<IOException>(() => InputFile.ReadAllBytes(pipe, Ten, TimeSpan.FromMilliseconds(50)));
        Assert.Contains("nothing was written to the pipe", silent.Message, StringComparison.Ordinal);

        // What is looked into, or written to afterwards, is a file.
        Assert.Throws<IOException>(() => InputFile.ReadStart(pipe, 1));
        Assert.Throws<IOException>(() => InputFile.OpenRegular(pipe));
        Assert.Throws<IOException>(() => WholeFiles.Write((pipe, _ => { })));
    }

    [Fact]
    public void A_link_among_the_policies_of_a_checkout_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Infra.sln", "");
        folder.Write("Pulumi.yaml", "name: starface\n");
        folder.Write("Pulumi.one.yaml", StackText.Good);
        folder.Write("policies/real.cs", "");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "policies", "gone.cs"), "nowhere");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "policies", "endless.cs"), "/dev/zero");
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "policies", "circle"), "..");

        var result = Tool.RunIn(folder.Environment, "drift", "--stack", "one", "--live", "nowhere.json", "--format", "sarif");

        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain("unexpected", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_beyond_the_limit_is_named_with_the_limit()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: starface\n");
        folder.Write("Pulumi.one.yaml", StackText.Good + "#" + new string('x', (int)InputLimits.ConfigurationFile.Most) + "\n");

        Tool.Run("preview", "--stack", "one", "--directory", folder.Path).IsError("Pulumi.one.yaml", "more than 16 MiB");
    }

    // Written in 60 kB by an alias that stands for one instance with three thousand peers.
    [Fact]
    public void The_peers_of_a_stack_are_counted_together()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: starface\n");
        var peers = string.Join(", ", Enumerable.Range(0, 3_000).Select(i => FormattableString.Invariant($"10.{i >> 8}.{i & 255}.0/24")));
        folder.Write("Pulumi.bomb.yaml", $"""
            config:
              starface:cloud: aws
              starface:policy: cloud-pbx
              starface:peers:
                administrators: &peers [{peers}]
                phones: *peers
                sip-providers: *peers
                resolvers: [192.0.2.53/32]
                time-servers: [192.0.2.123/32]
              starface:instances:
            {string.Concat(Enumerable.Range(0, 1_000).Select(i => FormattableString.Invariant($"    - name: c{i}\n")))}
            """);

        Tool.Run("preview", "--stack", "bomb", "--directory", folder.Path)
            .IsError("SFP5017", "more than 2,000,000 peers", "divide the fleet");
    }

    [Fact]
    public void Instances_peers_and_sets_have_limits()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: starface\n");
        folder.Write(
            "Pulumi.instances.yaml",
            "config:\n  starface:instances:\n" + Repeat("    - {}\n", InputLimits.Instances));
        folder.Write(
            "Pulumi.sets.yaml",
            StackText.Good + "  starface:peerSets:\n"
                + string.Concat(Enumerable.Range(0, (int)InputLimits.PeerSets.Most + 1).Select(i => $"    s{i}: [10.0.0.0/8]\n")));

        Tool.Run("preview", "--stack", "instances", "--directory", folder.Path).IsError("SFP5017", "more than 100,000 instances");
        Tool.Run("preview", "--stack", "sets", "--directory", folder.Path).IsError("SFP5017", "more than 10,000 peer sets");

        static string Repeat(string text, InputLimit limit) =>
            new StringBuilder().Insert(0, text, (int)limit.Most + 1).ToString();
    }

    [Fact]
    public void Problems_are_told_up_to_a_number()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: starface\n");
        folder.Write("Pulumi.many.yaml", "config:\n" + string.Concat(Enumerable.Range(0, 1_500).Select(i => $"  starface:key{i}: x\n")));

        var result = Tool.Run("preview", "--stack", "many", "--directory", folder.Path);

        Assert.Equal(1, result.ExitCode);
        Assert.InRange(result.Error.Split('\n').Length, 2, InputLimits.Problems.Most + 3);
    }

    /// <summary>A stream that does not end.</summary>
    private sealed class Endless : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => count;

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
