using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Starface.Cli.Tests.Support;

namespace Starface.Cli.Tests.Report;

public sealed class ReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ReportTests() => _folder.Write("Pulumi.yaml", "name: starface\nruntime: dotnet\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_page_of_the_demo_stacks_says_exactly_what_is_planned()
    {
        // Continuous integration keeps this file.
        var file = Path.Combine(Checkout.Root, "artifacts", "report.html");
        Assert.Equal(0, Tool.Run("report", "--all", "--output", file).ExitCode);
        var page = new PageReader(File.ReadAllText(file));

        var stacks = Tool.Json("preview").GetProperty("stacks").EnumerateArray().ToList();
        Assert.Equal(stacks.Select(stack => stack.GetProperty("instance").GetString()), page.Instances);
        Assert.All(stacks, stack =>
            Assert.Equal(PropertyFlows.Of(stack), page.Flows(stack.GetProperty("instance").GetString()!)));
    }

    [Fact]
    public void It_says_who_reaches_sip_and_why_a_port_is_open()
    {
        var section = new PageReader(Tool.Run("report", "--stack", "demo-aws").IsFine().Output).Section("demo-aws");

        var sip = section.Descendants("tr").First(row => row.Element("th")?.Element("small")?.Value == "sip");
        Assert.Contains("tcp 5060, udp 5060", sip.Value, StringComparison.Ordinal);
        var phones = PageReader.LinesAfter(section.Descendants("h4").Single(head => head.Value == "Who is who"))
            .Single(line => line.Name == "phones");
        Assert.Contains("203.0.113.64/26", phones.Addresses, StringComparison.Ordinal);
        var open = section.Descendants("li").Single(item => item.Element("b")?.Value == "tcp 5222");
        Assert.Contains("row 5222 TCP: Anmeldung der STARFACE Desktop Apps", open.Value, StringComparison.Ordinal);
        Assert.Contains("Users carry the apps through mobile networks", open.Parent!.Parent!.Value, StringComparison.Ordinal);
        Assert.Contains("demo-aws-in-tcp-5222-any-v4", section.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_instance_of_a_fleet_has_its_own_addresses_although_parts_are_shared()
    {
        for (var i = 1; i <= 30; i++) WriteStack(i);

        var html = Tool.RunIn(_folder.Environment, "report").Output;

        var page = new PageReader(html);
        Assert.Equal(30, page.Instances.Count());
        Assert.All(
            Enumerable.Range(1, 30),
            i => Assert.Contains($"10.8.{i}.0/24", page.Section($"customer-{i:00}").Value, StringComparison.Ordinal));
        var plan = Read(Tool.RunIn(_folder.Environment, "preview", "--stack", "customer-17", "--format", "json").Output);
        Assert.Equal(PropertyFlows.Of(plan), page.Flows("customer-17"));
        Assert.Contains("cloud-pbx-vpn", page.Row("customer-17"), StringComparison.Ordinal);
        Assert.Single(Regex.Matches(html, "href=\"#part-1\"").Select(match => match.Value).Distinct());
        Assert.Equal(30, Regex.Count(html, "href=\"#part-1\""));

        static JsonElement Read(string json) =>
            JsonDocument.Parse(json).RootElement.GetProperty("stacks")[0].Clone();
    }

    // A browser needs about ten microseconds for each element, 30 nanoseconds for each byte, and twice that where text is not ASCII.
    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public void A_browser_has_little_to_do_for_each_instance_of_a_large_fleet(string language)
    {
        var demo = File.ReadAllText(Path.Combine(Checkout.Root, "src", "Infra", "Pulumi.demo-aws.yaml"));
        foreach (var file in new[] { "Pulumi.yaml", "hosts.lock.yaml" })
            File.Copy(Path.Combine(Checkout.Root, "src", "Infra", file), Path.Combine(_folder.Path, file), overwrite: true);
        for (var i = 1; i <= 101; i++)
            _folder.Write($"Pulumi.customer-{i:000}.yaml", demo.Replace("203.0.113.", $"10.8.{i}.", StringComparison.Ordinal));

        var html = Tool.RunIn(_folder.Environment, "report", "--language", language).Output;

        var section = Regex.Match(html, "(?s)<details class=\"instance\" id=\"instance-7\".*?</details>").Value;
        var row = Regex.Match(html, "(?s)<tr role=\"row\" data-for=\"instance-7\".*?</tr>").Value;
        Assert.True(Ascii.IsValid(html));
        Assert.InRange(Regex.Count(section + row, "<[a-z]"), 20, language == "en" ? 48 : 60);
        Assert.InRange(section.Length + row.Length, 1000, 9000);
        Assert.Equal(2, Regex.Count(html, "class=\"hundred\""));
    }

    private const string Tried = """
        {"stack":"customer-01","name":"customer-01","from":"pbx","status":"STATUS","probes":[
          {"direction":"outbound","protocol":"udp","fromPort":123,"toPort":123,"target":"192.0.2.123","address":"192.0.2.123",
           "method":"ntp","verdict":"VERDICT","detail":"no <b>answer</b>","status":"STATUS","next":"look at the route",
           "rows":[{"service":"ntp","source":"row 123"}]}]}
        """;

    [Theory]
    [InlineData("works", "works", 0, "✔ works")]
    [InlineData("does-not-work", "filtered", 2, "✖ filtered")]
    [InlineData("unknown", "not-probed", 1, "? not probed")]
    public void What_the_doctor_found_out_is_on_the_page_and_in_the_exit_code(string status, string verdict, int exitCode, string words)
    {
        WriteStack(1);
        var tried = Tried.Replace("STATUS", status, StringComparison.Ordinal).Replace("VERDICT", verdict, StringComparison.Ordinal);
        _folder.Write("doctor.json", tried);

        var result = Tool.RunIn(_folder.Environment, "report", "--doctor", "doctor.json");

        Assert.Equal(exitCode, result.ExitCode);
        var text = PageReader.Normal(new PageReader(result.Output).Section("customer-01").Value);
        Assert.Contains("Tried for real from the PBX", text, StringComparison.Ordinal);
        Assert.Contains(words, text, StringComparison.Ordinal);
        Assert.Contains("no <b>answer</b>", text, StringComparison.Ordinal);
        Assert.Contains("look at the route", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_doctor_found_out_about_another_instance_is_refused()
    {
        WriteStack(2);
        _folder.Write("doctor.json", Tried.Replace("STATUS", "works", StringComparison.Ordinal));
        _folder.Write("planned.json", Tried.Replace("STATUS", "not-run", StringComparison.Ordinal));

        Tool.RunIn(_folder.Environment, "report", "--doctor", "doctor.json")
            .IsError("The file about 'customer-01' is about none of the instances");
        Tool.RunIn(_folder.Environment, "report", "--doctor", "planned.json").IsError("'not-run' is not the status of a run");
    }

    [Fact]
    public void A_stack_that_cannot_be_read_is_on_the_page_and_in_the_exit_code()
    {
        WriteStack(1);
        _folder.Write("Pulumi.broken.yaml", "config:\n  starface:cloud: gcp\n");

        var result = Tool.RunIn(_folder.Environment, "report", "--output", "page.html");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Pulumi.broken.yaml", result.Error, StringComparison.Ordinal);
        var page = new PageReader(_folder.Read("page.html"));
        Assert.Equal(["customer-01"], page.Instances);
        Assert.Contains("Nothing is known about what these permit", page.Text, StringComparison.Ordinal);
        Assert.Contains("'gcp'", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_says_what_was_opened_and_closed_since_an_earlier_side()
    {
        WriteStack(1);
        WriteStack(2);
        WriteStack(3);
        _folder.Write("before.json", Tool.RunIn(_folder.Environment, "preview", "--all", "--format", "json").Output);
        File.Delete(Path.Combine(_folder.Path, "Pulumi.customer-03.yaml"));
        _folder.Write(
            "Pulumi.customer-02.yaml", StackText.Good.Replace("10.8.0.0/16", "10.9.2.0/24", StringComparison.Ordinal));
        WriteStack(4);

        var html = Tool.RunIn(_folder.Environment, "report", "--all", "--diff", "before.json").IsFine().Output;

        var changes = Regex.Match(html, "(?s)<section id=\"changes\".*?</section>").Value;
        var (changed, gone, added) = (Part("customer-02"), Part("customer-03 (no longer there)"), Part("customer-04 (new)"));
        Assert.Matches("(?s)</span> opened</span></th>.*10[.]9[.]2[.]0/24.*</span> closed</span></th>.*10[.]8[.]2[.]0/24", changed);
        Assert.DoesNotContain("</span> opened</span>", gone, StringComparison.Ordinal);
        Assert.Contains("10.8.3.0/24", gone, StringComparison.Ordinal);
        Assert.DoesNotContain("</span> closed</span>", added, StringComparison.Ordinal);
        Assert.Contains("The same traffic is permitted on: customer-01<", changes, StringComparison.Ordinal);

        string Part(string title) => Regex.Match(changes, $"(?s)<h3>{Regex.Escape(title)}</h3>.*?(?=<h3>|</section>)").Value;
    }

    [Fact]
    public void An_instance_about_which_a_cloud_says_nothing_is_unknown()
    {
        WriteStack(1);
        _folder.Write("live.json", "{ \"SecurityGroups\": [] }");

        var result = Tool.RunIn(_folder.Environment, "report", "--live", "live.json", "--output", "page.html");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("? unknown", new PageReader(_folder.Read("page.html")).Row("customer-01"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_due_is_on_the_page()
    {
        WriteStack(1);
        _folder.Write(
            "policy-accept.yaml",
            "accept:\n  - id: SFP4001\n    stack: customer-01\n    reason: The hosts move\n    owner: ops\n    until: 2099-12-31\n");

        var text = PageReader.Normal(new PageReader(Tool.RunIn(_folder.Environment, "report").Output).Text);

        Assert.Contains("accepted until: SFP4001, stack customer-01 (The hosts move)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_browser_accepts_only_the_style_and_script_that_the_page_was_written_with()
    {
        var html = Tool.Run("report").Output;

        var policy = Regex.Match(html, "Content-Security-Policy\" content=\"([^\"]*)\"").Groups[1].Value;
        Assert.Equal(
            $"default-src 'none'; style-src '{HashOf(html, "style")}'; script-src '{HashOf(html, "script")}'; "
                + "base-uri 'none'; form-action 'none'",
            policy);
        Assert.DoesNotMatch("<(link|img|iframe|object|embed|base|form)\\b| (src|style|on[a-z]+)=|https?://", html);
        Assert.All(
            Regex.Matches(html, "href=\"([^\"]*)\"").Select(match => match.Groups[1].Value),
            target => Assert.Contains($" id=\"{target[1..]}\"", html, StringComparison.Ordinal));
        var ids = Regex.Matches(html, " id=\"([^\"]*)\"").Select(match => match.Value).ToList();
        Assert.Equal(ids.Distinct(), ids);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void The_bytes_are_the_same_in_every_culture_and_run(string culture)
    {
        var first = Tool.Run("report", "--all", "--language", "de").Output;
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);

            Assert.Equal(first, Tool.Run("report", "--all", "--language", "de").Output);
        }
        catch (CultureNotFoundException)
        {
            Assert.Skip("This machine has no cultures.");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Contains("<html lang=\"de\">", first, StringComparison.Ordinal);
        Assert.Contains("Wer ist wer", first, StringComparison.Ordinal);
        Assert.DoesNotContain("Who is who", first, StringComparison.Ordinal);
    }

    // "lang" says it to screen readers, which would read English aloud as if it were German otherwise.
    [Fact]
    public void What_is_English_on_the_German_page_is_marked_as_such()
    {
        var german = new PageReader(Tool.Run("report", "--all", "--language", "de").Output);
        var english = new PageReader(Tool.Run("report", "--all").Output);

        var catalog = Policies.Catalog.Instance;
        var texts = Tool.Json("check").GetProperty("problems").EnumerateArray()
            .Select(finding => finding.GetProperty("message").GetString()!)
            .Concat(catalog.Policies.Select(policy => policy.Definition.Title))
            .Concat(catalog.Policies.SelectMany(policy => policy.Definition.Allowances).Select(allowance => allowance.Because ?? ""))
            .Concat(catalog.Policies.SelectMany(policy => policy.Definition.Supports).Select(scenario => scenario.Title))
            .Where(text => text.Contains(' ', StringComparison.Ordinal) && english.Text.Contains(text, StringComparison.Ordinal))
            .Distinct()
            .ToList();
        Assert.InRange(texts.Count, 10, int.MaxValue);
        Assert.All(texts, text => Assert.Contains(text, german.Text, StringComparison.Ordinal));
        Assert.All(texts, text => Assert.DoesNotContain(text, german.TextInItsLanguage, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_shipped_service_has_a_German_title()
    {
        // Names that are the same in both languages.
        string[] same = ["DNS", "NTP", "SIP", "STUN", "STARFACE Connect", "STARFACE NEON"];
        var titles = Policies.Catalog.Instance.Services.Select(service => service.Title).ToList();

        var words = Pages.Words.PageWords.For(Pages.Words.Language.German);
        Assert.All(titles.Except(same), title => Assert.NotEqual(title, words.TitleOf(title)));
        Assert.Empty(same.Except(titles));
        Assert.Equal("Eigener Dienst", words.TitleOf("Eigener Dienst"));
    }

    // What is asked for is the model of the page: a word that it shows and that has no German one is on the German page as it is.
    [Fact]
    public void Peer_groups_limits_rows_of_the_source_and_verdicts_have_German_names()
    {
        var words = Pages.Words.PageWords.For(Pages.Words.Language.German);
        var groups = Policies.Catalog.Instance.Policies.SelectMany(policy => policy.Definition.PeerGroups).Distinct();
        var limits = Tool.Json("preview").GetProperty("stacks").EnumerateArray()
            .SelectMany(stack => stack.GetProperty("quotas").EnumerateArray())
            .Select(quota => quota.GetProperty("name").GetString()!)
            .Append("outbound IPv6 rules in the fullest group");
        var rows = Policies.Catalog.Instance.Services.SelectMany(service => service.Requirements)
            .Select(row => row.Source)
            .Where(source => !source.StartsWith("RFC ", StringComparison.Ordinal));
        var verdicts = Enum.GetNames<Probes.Planning.ProbeVerdict>()
            .Select(name => Regex.Replace(name, "(?<=[a-z])(?=[A-Z])", " ").ToLowerInvariant());

        Assert.All(groups.Except(["vpn"]), group => Assert.NotEqual(group, words.NameOf(group)));
        Assert.All(limits, limit => Assert.DoesNotMatch("bound|rules|group|address", words.LimitOf(limit)));
        Assert.All(rows, row => Assert.DoesNotMatch("section|table|addresses|\\b(row|and)\\b", words.SourceOf(row)));
        Assert.All(verdicts, verdict => Assert.NotEqual(verdict, words.VerdictOf(verdict)));
    }

    [Fact]
    public void No_id_of_a_peer_group_and_no_English_word_of_a_limit_is_alone_on_the_German_page()
    {
        var page = new PageReader(Tool.Run("report", "--all", "--language", "de").Output);

        var text = page.TextInItsLanguage;
        Assert.Contains("Telefone (phones): 203.0.113.0/26", text, StringComparison.Ordinal);
        Assert.Contains("eingehende IPv4-Regeln: 24 von 60; eine neue Nummer für", text, StringComparison.Ordinal);
        Assert.Contains("Porttabelle, Zeile 5222 TCP", text, StringComparison.Ordinal);
        Assert.Contains("alle Protokolle und Ports, verbietet", text, StringComparison.Ordinal);
        Assert.DoesNotMatch(
            "(?<![(-])\\b(phones|administrators|resolvers|time-servers|rules|inbound|outbound|from|anywhere)\\b(?![-.])",
            text);
    }

    [Fact]
    public void Scenarios_that_the_policy_does_not_promise_are_on_the_page_as_such()
    {
        WriteStack(1);
        var told = JsonDocument.Parse(Tool.RunIn(_folder.Environment, "check", "--scenarios", "--format", "json").Output).RootElement
            .GetProperty("scenarios").EnumerateArray().ToList();

        var section = new PageReader(Tool.RunIn(_folder.Environment, "report").Output).Section("customer-01");

        var rows = section.Descendants("h4").Single(head => head.Value == "What works").ElementsAfterSelf("table").First()
            .Descendants("tbody").Elements("tr")
            .Select(row => row.Elements().Select(cell => PageReader.Normal(cell.Value)).ToList())
            .ToList();
        Assert.Equal(told.Select(end => end.GetProperty("title").GetString()).Order(), rows.Select(row => row[0]).Order());
        Assert.Equal(
            told.Where(end => !end.GetProperty("supported").GetBoolean()).Select(end => end.GetProperty("title").GetString()).Order(),
            rows.Where(row => row[1].EndsWith("the policy does not promise it", StringComparison.Ordinal)).Select(row => row[0]).Order());
    }

    [Fact]
    public void Public_addresses_are_told_with_the_ports_that_they_reach_and_who_has_them()
    {
        var section = new PageReader(Tool.Run("report", "--stack", "demo-aws").IsFine().Output).Section("demo-aws");

        var lines = section.Descendants("h4").Single(head => head.Value == "Public addresses that reach sensitive services")
            .ElementsAfterSelf("pre").First().Value.Split('\n');
        Assert.Contains(
            "SIP (tcp 5060, udp 5060): 256 addresses + 131,072 IPv6 networks (/64), from phones, sip-providers", lines);
        Assert.Contains("SSH for administration (tcp 22): none", lines);
    }

    [Theory]
    [InlineData("report --language fr", "de or en")]
    [InlineData("report --all --stack demo-aws", "--all")]
    [InlineData("report --output .", "folder")]
    [InlineData("report --stack demo", "demo-aws")]
    public void What_cannot_be_done_is_told(string command, string words) => Tool.Run(command.Split(' ')).IsError(words);

    [Fact]
    public void What_does_not_become_a_page_leaves_no_file()
    {
        var result = Tool.RunIn(_folder.Environment, "report", "--output", "page.html");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(["Pulumi.yaml"], _folder.Files);
    }

    private void WriteStack(int i) => _folder.Write(
        $"Pulumi.customer-{i:00}.yaml",
        StackText.Good.Replace("10.8.0.0/16", $"10.8.{i}.0/24", StringComparison.Ordinal));

    private static string HashOf(string html, string element)
    {
        var content = Regex.Match(html, $"(?s)<{element}>(.*?)</{element}>").Groups[1].Value;
        return $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}";
    }
}
