using System.Text;
using System.Text.Json;
using Starface.Cli.Tests.Support;
using Starface.Policy;

namespace Starface.Cli.Tests;

public sealed class ReviewTests
{
    private const string Stack =
        """
        config:
          starface:cloud: aws
          starface:policy: cloud-pbx
          starface:neverCut: [web-interface]
          starface:peers:
            administrators: [203.0.113.0/26]
            phones: [198.51.100.0/26]
            sip-providers: [192.0.2.0/25]
            resolvers: [192.0.2.53]
            time-servers: [192.0.2.123]

        """;

    [Fact]
    public void The_comment_says_what_opens_closes_and_is_cut()
    {
        using var git = Fleet("customer-01", "customer-02", "customer-03", "customer-04", "customer-05");
        Change(git, "customer-01", "[198.51.100.0/26]", "[198.51.100.0/26, 10.0.0.0/8]");
        Change(git, "customer-02", "[198.51.100.0/26]", "[198.51.100.0/26, 10.0.0.0/8]");
        Change(git, "customer-03", "[192.0.2.0/25]", "[0.0.0.0/0]");
        Change(git, "customer-04", "[203.0.113.0/26]", "[203.0.113.64/26]");
        git.Commit();

        var result = git.Review("--base", "main");

        Assert.Equal(1, result.ExitCode);
        Snapshot.Matches("review-changes.md", result.Output);
    }

    [Fact]
    public void A_cut_can_be_accepted()
    {
        using var git = Fleet("customer-01");
        Change(git, "customer-01", "[203.0.113.0/26]", "[203.0.113.64/26]");
        git.Commit();

        Assert.Equal(1, git.Review("--base", "main").ExitCode);
        Assert.Equal(2, git.Review("--base", "main", "--allow-cut", "web-interface").ExitCode);
    }

    // Another stack or project has another state, in which the groups are made again.
    [Theory]
    [InlineData("stack", "starface/customer-01", "starface/customer-02")]
    [InlineData("project", "starface/customer-01", "other/customer-01")]
    public void An_instance_in_another_state_is_refused_until_its_group_is_named(string moved, string from, string to)
    {
        using var git = Fleet("customer-01", "customer-02");
        const string named = "config:\n  starface:name: pbx\n";
        git.Write("Pulumi.customer-01.yaml", Stack.Replace("config:\n", named, StringComparison.Ordinal));
        git.Delete("Pulumi.customer-02.yaml");
        git.Commit();
        git.Branch("next");
        if (moved == "project") git.Write("Pulumi.yaml", "name: other\n");
        else
        {
            git.Write("Pulumi.customer-02.yaml", Stack.Replace("config:\n", named, StringComparison.Ordinal) + "\n# moved\n");
            git.Write("Pulumi.customer-01.yaml", Stack);
        }

        git.Commit();

        var refused = git.Review("--base", "change");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains($"(stack: '{from}' -&gt; '{to}')", refused.Output, StringComparison.Ordinal);
        Assert.Equal(2, git.Review("--base", "change", "--allow-cut", "resource:pbx").ExitCode);
    }

    [Fact]
    public void A_renamed_and_a_deleted_stack_are_told_as_such()
    {
        using var git = Fleet("customer-01", "customer-02", "customer-03");
        git.Move("Pulumi.customer-01.yaml", "Pulumi.customer-1.yaml");
        git.Delete("Pulumi.customer-02.yaml");
        git.Commit();

        var result = git.Review("--base", "main", "--allow-cut", "web-interface");

        Assert.Equal(1, result.ExitCode);
        Snapshot.Matches("review-stacks.md", result.Output);
    }

    [Fact]
    public void What_only_the_base_got_since_is_not_the_work_of_the_change()
    {
        using var git = Fleet("customer-01", "customer-02");
        git.Write("README.md", "text");
        git.Commit();
        git.Git("checkout", "--quiet", "main");
        Change(git, "customer-01", "[192.0.2.0/25]", "[192.0.2.0/24]");
        git.Commit();
        git.Git("checkout", "--quiet", "change");

        var result = git.Review("--base", "main");

        Assert.Contains("no instance changes", result.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    [Fact]
    public void Neither_the_work_tree_nor_the_index_is_read_or_touched()
    {
        using var git = Fleet("customer-01");
        Change(git, "customer-01", "[192.0.2.0/25]", "[192.0.2.0/24]");
        git.Git("add", "--all");
        Change(git, "customer-01", "[192.0.2.0/24]", "[0.0.0.0/0]");
        git.Write("Pulumi.other.yaml", "not: [valid");
        var before = git.Git("status", "--porcelain=v2", "--untracked-files=all");

        var result = git.Review("--base", "main");

        Assert.Contains("no instance changes", result.Output, StringComparison.Ordinal);
        Assert.Equal(before, git.Git("status", "--porcelain=v2", "--untracked-files=all"));
    }

    [Fact]
    public void A_base_that_cannot_be_read_is_never_called_the_same()
    {
        using var git = new GitFolder();
        git.Write("Pulumi.yaml", "name: starface\n");
        git.Write("Pulumi.broken.yaml", Stack.Replace("203.0.113.0/26", "203.0.113.1/26", StringComparison.Ordinal));
        git.Write("Pulumi.fine.yaml", Stack);
        git.Commit();
        git.Branch("change");
        git.Write("Pulumi.broken.yaml", Stack);
        Change(git, "fine", "[192.0.2.0/25]", "[192.0.2.0/24]");
        git.Commit();

        var result = git.Review("--base", "main");

        Assert.Equal(1, result.ExitCode);
        Snapshot.Matches("review-unreadable-base.md", result.Output);
    }

    [Fact]
    public void A_head_that_cannot_be_read_is_not_taken_for_a_deleted_stack()
    {
        using var git = Fleet("customer-01", "customer-02");
        git.Write("Pulumi.customer-01.yaml", "config:\n  starface:cloud: nowhere\n");
        git.Commit();

        var review = JsonDocument.Parse(git.Review("--base", "main", "--format", "json").Output).RootElement;

        Assert.Equal("unknown", review.GetProperty("status").GetString());
        Assert.Equal(0, review.GetProperty("changes").GetArrayLength());
        Assert.Equal("customer-01", review.GetProperty("notCompared")[0].GetString());
    }

    [Theory]
    [InlineData("guardrails.yaml", "guardrails: nonsense\n")]
    [InlineData("hosts.lock.yaml", "hosts: nonsense\n")]
    [InlineData("policy-accept.yaml", "accept: nonsense\n")]
    [InlineData("Pulumi.json", "{}")]
    public void A_file_of_the_whole_project_that_cannot_be_read_is_not_the_end_of_all_stacks(string name, string text)
    {
        using var git = Fleet("customer-01");
        git.Write(name, text);
        git.Commit();

        var review = JsonDocument.Parse(git.Review("--base", "main", "--format", "json").Output).RootElement;

        Assert.Equal("unknown", review.GetProperty("status").GetString());
        Assert.Equal(0, review.GetProperty("changes").GetArrayLength());
    }

    [Fact]
    public void A_stack_by_a_link_out_of_the_repository_is_not_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a permission there.");
        using var secret = new TemporaryFolder();
        using var git = Fleet("customer-01");
        git.Delete("Pulumi.customer-01.yaml");
        var file = secret.Write("secret.yaml", Stack + "  starface:x: s3cr3t\n");
        File.CreateSymbolicLink(Path.Combine(git.Path, "Pulumi.customer-01.yaml"), file);
        git.Commit();

        var result = git.Review("--base", "main");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("'Pulumi.customer-01.yaml' is a link that leads out of the repository", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shared/../shared/stack.yaml", "a link with '.', '..' or nothing behind the name of a folder")]
    [InlineData("./shared/stack.yaml", "a link with '.', '..' or nothing behind the name of a folder")]
    [InlineData("../stack.yaml", "a link that leads out of the repository")]
    [InlineData("/etc/passwd", "a link that leads out of the repository")]
    public void A_link_that_is_not_followed_says_why(string target, string words)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a permission there.");
        using var git = Fleet("customer-01");
        git.Write("shared/stack.yaml", Stack);
        File.CreateSymbolicLink(Path.Combine(git.Path, "Pulumi.customer-02.yaml"), target);
        git.Commit();

        var result = git.Review("--base", "main");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"'Pulumi.customer-02.yaml' is {words}", result.Output, StringComparison.Ordinal);
    }

    private const string Accepted =
        "accept:\n  - id: SFP4001\n    stack: customer-01\n    reason: The hosts move\n    owner: ops\n    until: 2099-12-31\n";

    [Theory]
    [InlineData("infra", "infra/policy-accept.yaml", null)]
    [InlineData("infra", "policy-accept.yaml", "policy-accept.yaml")]
    [InlineData(".", "accepted/list.yaml", "accepted/list.yaml")]
    public void What_a_change_accepts_and_no_longer_accepts_is_told(string folder, string acceptFile, string? named)
    {
        using var git = new GitFolder();
        git.Write($"{folder}/Pulumi.yaml", "name: starface\n");
        git.Write($"{folder}/Pulumi.customer-01.yaml", Stack);
        git.Write($"{folder}/Pulumi.customer-02.yaml", Stack);
        git.Commit();
        git.Branch("accepts");
        git.Write(acceptFile, Accepted);
        git.Commit();
        git.Branch("refuses");
        git.Delete(acceptFile);
        git.Commit();
        string[] options = named is null ? ["--directory", folder] : ["--directory", folder, "--accept-file", named];

        var accepts = git.Review(["--base", "main", "--head", "accepts", .. options]);
        var refuses = git.Review(["--base", "accepts", "--head", "refuses", .. options]);

        Assert.Equal((0, 0), (accepts.ExitCode, refuses.ExitCode));
        Assert.Contains("Findings that are accepted now: ", accepts.Output, StringComparison.Ordinal);
        Assert.Contains("accepted until 2099-12-31 by ops (The hosts move)", accepts.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("that are gone", accepts.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("New findings", accepts.Output, StringComparison.Ordinal);
        Assert.Contains("New findings: ", refuses.Output, StringComparison.Ordinal);
        Assert.Contains("`SFP4001`", refuses.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("accepted now", refuses.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-file.yaml", "The commits have no file 'no-such-file.yaml'")]
    [InlineData("../policy-accept.yaml", "'../policy-accept.yaml' is outside of the repository")]
    public void A_file_of_accepted_findings_that_no_commit_has_is_told(string file, string words)
    {
        using var git = Fleet("customer-01");

        git.Review("--base", "main", "--accept-file", file).IsError(words);
    }

    [Fact]
    public void A_stack_by_a_link_within_the_repository_is_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a permission there.");
        using var git = Fleet("customer-01");
        git.Write("shared/stack.yaml", Stack);
        File.CreateSymbolicLink(Path.Combine(git.Path, "Pulumi.customer-02.yaml"), "shared/stack.yaml");
        git.Commit();

        var result = git.Review("--base", "main");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("| `customer-02` | new |", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_in_a_submodule_is_told()
    {
        using var git = Fleet("customer-01");
        git.Git("update-index", "--add", "--cacheinfo", "160000,1234567890123456789012345678901234567890,infra");
        git.Git("commit", "--quiet", "--message", "A submodule");

        var result = git.Review("--base", "main", "--directory", "infra");

        result.IsError("'infra' is in the submodule 'infra', whose files are not in this repository");
        Assert.Contains("no instance changes", git.Review("--base", "main").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shallow_clone_says_what_to_fetch()
    {
        using var git = Fleet("customer-01");
        Change(git, "customer-01", "[192.0.2.0/25]", "[192.0.2.0/24]");
        git.Commit();
        using var clone = new GitFolder(isEmpty: true);
        clone.Git("clone", "--quiet", "--depth=1", "--branch=change", "--no-single-branch", new Uri(git.Path).AbsoluteUri, ".");

        clone.Review("--base", "main").IsError("There is no commit 'main' in this clone", "git fetch --unshallow");
        clone.Review("--base", "origin/main").IsError("have no commit in common in this clone", "git fetch --unshallow");
    }

    [Theory]
    [InlineData("no-such-branch")]
    [InlineData("--output=x")]
    [InlineData("HEAD:Pulumi.yaml")]
    public void A_base_that_is_not_a_commit_is_told(string revision)
    {
        using var git = Fleet("customer-01");

        git.Review($"--base={revision}").IsError($"--base: There is no commit '{revision}' in this clone");
    }

    // Another stack and another file of the folder are reviewed all the same; what all stacks depend on is not.
    [Theory]
    [InlineData("Pulumi.customer-02.yaml", "customer-02", true)]
    [InlineData("Pulumi.customer-04.yaml", null, true)]
    [InlineData("notes.yaml", null, true)]
    [InlineData("hosts.lock.yaml", null, false)]
    [InlineData("guardrails.yml", null, false)]
    [InlineData("policy-accept.yaml", null, false)]
    public void A_link_out_of_the_repository_ends_the_review_of_what_it_is_about(string name, string? stack, bool isAboutOne)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a permission there.");
        using var secret = new TemporaryFolder();
        using var git = Fleet("customer-01", "customer-02", "customer-03");
        File.Delete(Path.Combine(git.Path, name));
        File.CreateSymbolicLink(Path.Combine(git.Path, name), secret.Write("secret.yaml", Stack + "  starface:x: s3cr3t\n"));
        Change(git, "customer-03", "[192.0.2.0/25]", "[192.0.2.0/24]");
        git.Commit();

        var result = git.Review("--base", "main", "--format", "json");

        var review = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal(1, result.ExitCode);
        Assert.Equal("unknown", review.GetProperty("status").GetString());
        Assert.Contains($"'{name}' is a link that leads out of the repository", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", result.Output + result.Error, StringComparison.Ordinal);
        string[] all = ["customer-01", "customer-02", "customer-03"];
        Assert.Equal(
            isAboutOne ? stack is null ? [] : [stack] : all,
            review.GetProperty("notCompared").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal(isAboutOne ? 1 : 0, review.GetProperty("changes").GetArrayLength());
    }

    // On the disk the link is followed, so that Pulumi has the addresses of the lock file and the other stack.
    [Fact]
    public void Links_out_of_the_project_to_another_folder_of_the_repository_are_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a permission there.");
        using var git = new GitFolder();
        git.Write("infra/Pulumi.yaml", "name: starface\n");
        git.Write("shared/stack.yaml", Stack);
        git.Write("shared/guardrails.yaml", "guardrails: nonsense\n");
        File.CreateSymbolicLink(Path.Combine(git.Path, "infra", "Pulumi.one.yaml"), "../shared/link.yaml");
        File.CreateSymbolicLink(Path.Combine(git.Path, "shared", "link.yaml"), "stack.yaml");
        git.Commit();
        git.Branch("change");
        git.Write("shared/stack.yaml", Stack.Replace("[192.0.2.0/25]", "[192.0.2.0/24]", StringComparison.Ordinal));
        git.Commit();
        Assert.Contains("| `one` |", git.Review("--base", "main", "--directory", "infra").Output, StringComparison.Ordinal);

        File.CreateSymbolicLink(Path.Combine(git.Path, "infra", "guardrails.yaml"), "../shared/guardrails.yaml");
        git.Commit();
        Assert.Contains("infra/guardrails.yaml", git.Review("--base", "main", "--directory", "infra").Output, StringComparison.Ordinal);

        Directory.CreateSymbolicLink(Path.Combine(git.Path, "through"), "shared");
        File.Delete(Path.Combine(git.Path, "infra", "guardrails.yaml"));
        File.CreateSymbolicLink(Path.Combine(git.Path, "infra", "guardrails.yaml"), "../through/guardrails.yaml");
        git.Commit();
        Assert.Contains(
            "leads through another link", git.Review("--base", "main", "--directory", "infra").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config:\n  starface:cloud: aws", "config:\n  starface:cloud: nowhere")]
    [InlineData("phones: [198", "phones: ]198")]
    public void A_stack_with_another_name_that_cannot_be_read_is_not_taken_for_a_removed_one(string from, string to)
    {
        using var git = Fleet("customer-01", "customer-02");
        git.Delete("Pulumi.customer-01.yaml");
        git.Write("Pulumi.customer-1.yaml", Stack.Replace(from, to, StringComparison.Ordinal));
        git.Commit();

        foreach (var (there, back) in new[] { ("main", "change"), ("change", "main") })
        {
            var result = git.Review("--base", Merged(git, there), "--head", back, "--format", "json");

            var review = JsonDocument.Parse(result.Output).RootElement;
            Assert.Equal("unknown", review.GetProperty("status").GetString());
            Assert.Equal(0, review.GetProperty("changes").GetArrayLength());
            Assert.Equal("customer-01", Assert.Single(review.GetProperty("notCompared").EnumerateArray()).GetString());
            Assert.Contains("Pulumi.customer-1.yaml", result.Output, StringComparison.Ordinal);
        }
    }

    /// <summary>A commit that is before the other branch: the change itself, or one that takes it back.</summary>
    private static string Merged(GitFolder git, string name)
    {
        if (name == "main") return name;
        git.Git("checkout", "--quiet", "main");
        git.Git("merge", "--quiet", "--ff-only", "change");
        git.Git("revert", "--no-edit", "HEAD");
        return name;
    }

    [Fact]
    public void A_folder_of_a_repository_can_be_reviewed_from_outside_of_it()
    {
        using var git = new GitFolder();
        git.Write("infra/Pulumi.yaml", "name: starface\n");
        git.Write("infra/Pulumi.customer-01.yaml", Stack);
        git.Commit();
        git.Branch("change");
        git.Write("infra/Pulumi.customer-01.yaml", Stack.Replace("[192.0.2.0/25]", "[192.0.2.0/24]", StringComparison.Ordinal));
        git.Write("accepted.yaml", Accepted);
        git.Commit();
        using var outside = new TemporaryFolder();
        var relative = Path.GetRelativePath(outside.Path, Path.Combine(git.Path, "infra"));

        foreach (var folder in new[] { Path.Combine(git.Path, "infra"), relative })
        {
            var result = Tool.RunIn(outside.Environment, "review", "--base", "main", "--directory", folder);
            Assert.Equal(2, result.ExitCode);
            Assert.Contains("| `customer-01` |", result.Output, StringComparison.Ordinal);
            var accepted = Tool.RunIn(
                outside.Environment, "review", "--base", "main", "--directory", folder, "--accept-file", $"{git.Path}/accepted.yaml");
            Assert.Equal(2, accepted.ExitCode);
        }

        Tool.RunIn(outside.Environment, "review", "--base", "main").IsError("or name a folder of one with --directory");
        Tool.RunIn(git.Environment, "review", "--base", "main", "--directory", outside.Path)
            .IsError("is outside of the repository; name a path in it, or run the command in the other repository");
    }

    [Fact]
    public void A_folder_without_a_repository_is_told()
    {
        using var folder = new TemporaryFolder();

        Tool.RunIn(folder.Environment, "review", "--base", "main").IsError("The folder is not in a git repository that can be read");
    }

    // Each of these leaves the flows as they are.
    [Theory]
    [InlineData("config:", "config:\n  aws:region: us-east-1", "provider's region: none → us-east-1, which ends every call", 1)]
    [InlineData("config:", "config:\n  starface:region: us-east-1", "region: none → us-east-1, which ends every call", 1)]
    [InlineData("config:", "config:\n  starface:vpcId: vpc-0123456789abcdef0", "VPC: none → vpc-0123456789abcdef0, which", 1)]
    [InlineData("cloud: aws", "cloud: azure\n  starface:resourceGroupName: pbx", "cloud: aws → azure, which ends every call", 1)]
    [InlineData("config:", "config:\n  starface:name: other", "`customer-01` | removed |", 1)]
    [InlineData("config:", "config:\n  starface:exclusiveRules: false", "rules made by hand: removed → left alone", 2)]
    [InlineData("config:", "config:\n  starface:networkInterfaceIds: { a: eni-0123456789abcdef0 }", "interfaces: none → eni-", 2)]
    [InlineData("  starface:neverCut: [web-interface]\n", "", "never to be cut: web-interface → none", 2)]
    [InlineData("config:", "config:\n  starface:protect: true", "protected from deletion: no → yes", 2)]
    [InlineData("config:", "config:\n  starface:attached: false", "attached: yes → no", 2)]
    [InlineData("config:", "config:\n  starface:attachedGroups: 2", "groups attached by hand: 1 → 2", 2)]
    [InlineData("config:", "config:\n  starface:minimumGroups: 2", "groups in advance: 1 → 2", 2)]
    [InlineData("config:", "config:\n  starface:consolidate: true", "moved into fewer groups: no → yes", 2)]
    [InlineData("config:", "config:\n  starface:prefixListsFrom: 20", "prefix lists from: none → 20", 2)]
    [InlineData("config:", "config:\n  starface:rulesPerGroup: 100", "rules per group: 60 → 100", 2)]
    [InlineData("config:", "config:\n  starface:tags: { site: munich }", "tags: none → site=munich", 2)]
    public void What_an_instance_is_beside_its_flows_is_compared(string from, string to, string words, int exitCode)
    {
        using var git = Fleet("customer-01");
        git.Write("Pulumi.customer-01.yaml", Stack.Replace(from, to, StringComparison.Ordinal));
        git.Commit();

        var result = git.Review("--base", "main");

        Assert.Contains(words, result.Output, StringComparison.Ordinal);
        Assert.Equal(exitCode, result.ExitCode);
    }

    [Fact]
    public void An_interface_that_is_no_longer_named_ends_calls()
    {
        using var git = new GitFolder();
        git.Write("Pulumi.yaml", "name: starface\n");
        git.Write("Pulumi.one.yaml", Stack + "  starface:networkInterfaceIds: { a: eni-0123456789abcdef0, b: eni-0123456789abcdef1 }\n");
        git.Commit();
        git.Branch("change");
        git.Write("Pulumi.one.yaml", Stack + "  starface:networkInterfaceIds: { a: eni-0123456789abcdef0 }\n");
        git.Commit();

        var result = git.Review("--base", "main");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("web-interface must never be cut and would be", result.Output, StringComparison.Ordinal);
        Assert.Contains("**all are cut**", result.Output, StringComparison.Ordinal);
        Assert.Contains("--allow-cut resource:one-interface-b", result.Output, StringComparison.Ordinal);
        Assert.Equal(1, git.Review("--base", "main", "--allow-cut", "web-interface").ExitCode);
        Assert.Equal(
            2,
            git.Review("--base", "main", "--allow-cut", "web-interface", "--allow-cut", "resource:one-interface-b").ExitCode);
    }

    [Fact]
    public void An_instance_that_moves_to_another_stack_is_made_again()
    {
        using var git = new GitFolder();
        git.Write("Pulumi.yaml", "name: starface\n");
        git.Write("Pulumi.one.yaml", Stack + "  starface:instances: [{ name: a }, { name: b }]\n");
        git.Write("Pulumi.two.yaml", Stack + "  starface:instances: [{ name: c }]\n");
        git.Commit();
        git.Branch("change");
        git.Write("Pulumi.one.yaml", Stack + "  starface:instances: [{ name: a }]\n");
        git.Write("Pulumi.two.yaml", Stack + "  starface:instances: [{ name: b }, { name: c }]\n");
        git.Commit();

        var result = git.Review("--base", "main");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("stack: one → two, which ends every call", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_renamed_stack_with_a_name_of_its_own_is_a_change()
    {
        using var git = new GitFolder();
        git.Write("Pulumi.yaml", "name: starface\n");
        git.Write("Pulumi.one.yaml", Stack + "  starface:name: pbx\n");
        git.Commit();
        git.Branch("change");
        git.Move("Pulumi.one.yaml", "Pulumi.two.yaml");
        git.Commit();

        var result = git.Review("--base", "main");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("| `pbx` | was one |", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_name_of_the_project_makes_every_group_again()
    {
        using var git = Fleet("customer-01", "customer-02");
        git.Write("Pulumi.yaml", "name: other\n");
        git.Commit();

        var result = git.Review("--base", "main");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("project: starface → other, which ends every call", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_guardrail_that_is_removed_is_a_change()
    {
        using var git = Fleet("customer-01");
        git.Write("guardrails.yaml", "guardrails:\n  - never: inbound tcp 22\n    reason: SSH goes through the VPN\n");
        git.Commit();
        git.Branch("next");
        git.Delete("guardrails.yaml");
        git.Commit();

        var result = git.Review("--base", "change");

        Assert.Equal(2, result.ExitCode);
        Assert.Matches("guardrails: 1 \\([0-9a-f]{6}&#8203;[0-9a-f]{2}\\) → none", result.Output);
    }

    [Theory]
    [InlineData("Pulumi.yaml", "'Pulumi.yaml' is missing, which the base has")]
    [InlineData("Pulumi.customer-01.yaml", "'Pulumi.customer-01.yaml' is a folder, and not a file")]
    public void A_file_that_is_gone_or_a_folder_is_told(string name, string words)
    {
        using var git = Fleet("customer-01");
        git.Delete(name);
        if (name != "Pulumi.yaml") git.Write($"{name}/file", "text");
        git.Commit();

        var result = git.Review("--base", "main");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(words, result.Output, StringComparison.Ordinal);
        Assert.Contains("not compared: `customer-01`", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_stacks_that_is_a_link_is_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a permission there.");
        using var git = new GitFolder();
        git.Write("Pulumi.yaml", "name: starface\nstackConfigDir: stacks\n");
        git.Write("elsewhere/Pulumi.one.yaml", Stack);
        Directory.CreateSymbolicLink(Path.Combine(git.Path, "stacks"), "elsewhere");
        git.Commit();

        var result = git.Review("--base", "main");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("is not in the commit, or is a link or a submodule", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docs")]
    [InlineData("docs/")]
    public void A_folder_without_stacks_is_not_taken_for_one_in_which_nothing_changes(string folder)
    {
        using var git = Fleet("customer-01");
        git.Write("docs/page.md", "text");
        git.Commit();

        git.Review("--base", "main", "--directory", folder).IsError("docs: The folder has no stack at either commit");
    }

    [Fact]
    public void Another_project_that_changes_is_named()
    {
        using var git = Fleet("customer-01");
        git.Write("other/Pulumi.yaml", "name: other\n");
        git.Write("other/Pulumi.x.yaml", Stack);
        git.Commit();

        Assert.Contains(
            "The project in 'other' changed too, and its stacks are not looked at here",
            git.Review("--base", "main").Output,
            StringComparison.Ordinal);
        Assert.Equal(2, git.Review("--base", "main", "--directory", "other/").ExitCode);
    }

    [Fact]
    public void A_branch_and_a_tag_of_one_name_are_not_confused()
    {
        using var git = Fleet("customer-01");
        git.Git("tag", "main", "change");

        git.Review("--base", "main").IsError("--base: 'main' is a branch and a tag", "refs/heads/main");
        Assert.Equal(0, git.Review("--base", "refs/heads/main").ExitCode);
    }

    [Fact]
    public void A_written_review_that_contradicts_itself_is_refused()
    {
        using var git = Fleet("customer-01");
        Change(git, "customer-01", "[192.0.2.0/25]", "[192.0.2.0/24]");
        git.Commit();
        var text = git.Review("--base", "main", "--format", "json").Output;
        git.Write("review.json", text.Replace("\"different\"", "\"same\"", StringComparison.Ordinal));

        git.Review("--from", "review.json").IsError("Its status is 'same', and that of what it lists is 'different'");
    }

    [Theory]
    [InlineData("../stacks", "stacks/Pulumi.one.yaml")]
    [InlineData("stacks", "infra/stacks/Pulumi.one.yaml")]
    public void Stacks_that_are_kept_in_another_folder_are_compared(string named, string file)
    {
        using var git = new GitFolder();
        git.Write("infra/Pulumi.yaml", $"name: starface\nstackConfigDir: {named}\n");
        git.Write(file, Stack);
        git.Commit();
        git.Branch("change");
        git.Write(file, Stack.Replace("[192.0.2.0/25]", "[192.0.2.0/24]", StringComparison.Ordinal));
        git.Commit();

        var result = git.Review("--base", "main", "--directory", "infra");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("| `one` | changed |", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_all_stacks_share_changes_those_whose_files_are_the_same()
    {
        using var git = Fleet("customer-01", "customer-02");
        git.Write("hosts.lock.yaml", "checked: 2027-01-31\nhosts:\n  stun.starface.com:\n    11.0.0.1: { firstSeen: 2027-01-31 }\n");
        git.Commit();

        var result = git.Review("--base", "main");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("| `customer-01`, `customer-02` | changed |", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_change_does_to_a_stack_that_does_not_change_is_found()
    {
        const string Adopted = "  starface:adoptGroupId: sg-0123456789abcdef0\n";
        using var git = new GitFolder();
        git.Write("Pulumi.yaml", "name: starface\n");
        git.Write("Pulumi.one.yaml", Stack + Adopted);
        git.Write("Pulumi.two.yaml", Stack);
        git.Commit();
        git.Branch("change");
        git.Write("Pulumi.two.yaml", Stack + Adopted);
        git.Commit();

        var review = JsonDocument.Parse(git.Review("--base", "main", "--format", "json").Output).RootElement;

        Assert.Contains(
            review.GetProperty("newFindings").EnumerateArray(),
            finding => finding.GetProperty("severity").GetString() == "error"
                && finding.GetProperty("message").GetString()!.Contains("sg-0123456789abcdef0", StringComparison.Ordinal));
        Assert.Equal(2, review.GetProperty("instances").GetInt32());
    }

    [Theory]
    [InlineData("values.json")]
    [InlineData("customer-01=values.json")]
    public void The_values_of_environments_are_read_from_the_folder_of_the_command(string file)
    {
        using var git = new GitFolder();
        git.Write("Pulumi.yaml", "name: starface\n");
        git.Write("Pulumi.customer-01.yaml", "environment: [shared]\n" + Stack);
        git.Commit();
        git.Branch("change");
        Change(git, "customer-01", "[192.0.2.0/25]", "[192.0.2.0/24]");
        git.Commit();
        git.Write("values.json", """{"pulumiConfig":{"starface:tags":{"owner":"voice"}}}""");

        Assert.Equal(1, git.Review("--base", "main").ExitCode);
        Assert.Equal(2, git.Review("--base", "main", "--environment", file).ExitCode);
    }

    [Fact]
    public void Code_that_changed_and_was_not_built_is_unknown_where_plans_come_from_it()
    {
        using var git = Fleet("customer-01");
        git.Write("Program.cs", "// changed");
        git.Commit();

        var shipped = git.Review("--base", "main");
        git.Write("Pulumi.yaml", "name: starface\nconfig:\n  starface:assembly: policies.dll\n");
        git.Commit();
        var own = git.Review("--base", "main");

        Assert.Equal(0, shipped.ExitCode);
        Assert.Contains("SFP5033", shipped.Output, StringComparison.Ordinal);
        Assert.Equal(1, own.ExitCode);
        Assert.Contains("what that changes in policies is not known", own.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_comment_of_a_written_review_is_the_same()
    {
        using var git = Fleet("customer-01", "customer-02");
        Change(git, "customer-01", "[192.0.2.0/25]", "[0.0.0.0/0]");
        git.Move("Pulumi.customer-02.yaml", "Pulumi.customer-2.yaml");
        git.Commit();
        var direct = git.Review("--base", "main");
        git.Write("review.json", git.Review("--base", "main", "--format", "json").Output);

        var again = git.Review("--from", "review.json");

        Assert.Equal(direct.Output, again.Output);
        Assert.Equal(direct.ExitCode, again.ExitCode);
    }

    [Fact]
    public void A_fleet_that_changes_is_one_row_and_the_comment_stays_small()
    {
        var names = Enumerable.Range(1, 60).Select(number => $"customer-{number:000}").ToArray();
        using var git = Fleet(names);
        foreach (var name in names.Take(50)) Change(git, name, "[192.0.2.0/25]", "[192.0.2.0/24]");
        foreach (var (name, index) in names.Skip(50).Select((name, index) => (name, index)))
        {
            var networks = Enumerable.Range(0, 40).Select(net => $"10.{index}.{2 * net}.0/24");
            Change(git, name, "[198.51.100.0/26]", $"[{string.Join(", ", networks)}]");
        }

        git.Commit();

        var result = git.Review("--base", "main");

        Assert.Contains("| `customer-001` and 49 more | changed |", result.Output, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(result.Output), 1, 65_000);
    }

    [Fact]
    public void Allowances_that_end_soon_are_told()
    {
        using var git = Fleet("customer-01");
        var environment = git.Environment with { Today = CalendarDate.Parse("2027-01-31") };
        var catalog = new Lazy<PolicyCatalog>(() => Expiring("2027-02-20"));
        using var output = new StringWriter();
        using var error = new StringWriter();
        git.Write("Pulumi.customer-01.yaml", Stack.Replace("cloud-pbx", "ending", StringComparison.Ordinal)
            .Replace("  starface:neverCut: [web-interface]\n", "", StringComparison.Ordinal));
        git.Commit();

        CommandLineApp.Run(["review", "--base", "main"], output, error, environment, catalog);

        Assert.Contains("- 2027-02-20: the permission of", output.ToString(), StringComparison.Ordinal);
    }

    private static PolicyCatalog Expiring(string day)
    {
        var shipped = Policies.Catalog.Instance;
        var definition = shipped.FindPolicy("cloud-pbx")!.Definition;
        var ending = new PolicyDefinition("ending", "Ends soon", null, [.. definition.Allowances.Select(Ends)]);
        return new PolicyCatalog(shipped.Services, [new PolicyDescriptor(ending, arguments => new EndingPolicy(ending, arguments))]);

        Allowance Ends(Allowance allowance, int index) => index > 0
            ? allowance
            : new(allowance.Service, allowance.PeerGroup, allowance.Because) { Expires = CalendarDate.Parse(day) };
    }

    private sealed class EndingPolicy(PolicyDefinition definition, PolicyArguments arguments) : FirewallPolicy(definition, arguments);

    private static GitFolder Fleet(params string[] stacks)
    {
        var git = new GitFolder();
        git.Write("Pulumi.yaml", "name: starface\n");
        foreach (var stack in stacks) git.Write($"Pulumi.{stack}.yaml", Stack);
        git.Commit();
        git.Branch("change");
        return git;
    }

    private static void Change(GitFolder git, string stack, string from, string to)
    {
        var path = Path.Combine(git.Path, $"Pulumi.{stack}.yaml");
        var text = File.ReadAllText(path);
        Assert.Contains(from, text, StringComparison.Ordinal);
        git.Write($"Pulumi.{stack}.yaml", text.Replace(from, to, StringComparison.Ordinal));
    }
}
