using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Starface.Policy;
using Starface.Policy.Flows;

namespace Starface.Cli.Tests.Report;

/// <summary>Reads an English page back: what a person finds on it, and nothing else.</summary>
internal sealed class PageReader
{
    private readonly XElement _root;

    /// <summary>A page, whose syntax is that of XML apart from style and script.</summary>
    public PageReader(string html)
    {
        var text = Regex.Replace(html, "(?s)<(script|style)>.*?</\\1>", "<$1></$1>");
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        _root = XElement.Load(reader, LoadOptions.PreserveWhitespace);
    }

    /// <summary>The names of the sections.</summary>
    public IEnumerable<string> Instances => Sections.Select(section => section.Descendants("h3").First().Value);

    /// <summary>The whole text of the page.</summary>
    public string Text => _root.Value;

    /// <summary>The section of an instance with the parts that it refers to in their place.</summary>
    public XElement Section(string name)
    {
        var section = new XElement(Sections.Single(candidate => candidate.Descendants("h3").First().Value == name));
        foreach (var link in section.Descendants("a").Where(link => link.Attribute("data-part") is not null).ToList())
        {
            var part = _root.Descendants("details").Single(other => (string?)other.Attribute("id") == link.Attribute("data-part")!.Value);
            link.Parent!.ReplaceWith(part.Elements("div").Single().Nodes());
        }

        return section;
    }

    /// <summary>A row of the overview.</summary>
    public string Row(string name) => Normal(_root.Descendants("table")
        .Single(table => (string?)table.Attribute("id") == "overview")
        .Descendants("tr").Single(row => row.Element("th")?.Value == name && row.Attribute("data-for") is not null)
        .Value);

    /// <summary>The text of an element with single blanks.</summary>
    public static string Normal(string text) => Regex.Replace(text, "\\s+", " ").Trim();

    /// <summary>What the matrix of an instance says that is permitted.</summary>
    public FlowSet Flows(string name)
    {
        var section = Section(name);
        var remotes = section.Descendants("table").Where(table => HeadsOf(table) is ["Peer group" or "Host", "Addresses"])
            .SelectMany(table => table.Element("tbody")!.Elements("tr"))
            .ToDictionary(row => row.Element("th")!.Value, row => row.Element("td")!.Value);
        remotes["anywhere"] = "any address (IPv4 and IPv6)";
        var ranges = new List<FlowRange>();
        foreach (var table in section.Descendants("table").Where(table => (string?)table.Attribute("class") == "matrix"))
        {
            var heads = HeadsOf(table);
            foreach (var row in table.Element("tbody")!.Elements("tr"))
            {
                foreach (var (cell, group) in row.Elements("td").Zip(heads.Skip(1)))
                    ranges.AddRange(cell.Descendants("li").SelectMany(item => RangesOf(item, group, remotes)));
            }
        }

        return FlowSet.From(ranges);
    }

    private IEnumerable<XElement> Sections =>
        _root.Descendants("details").Where(details => (string?)details.Attribute("class") == "instance");

    private static string[] HeadsOf(XElement table) => [.. table.Element("thead")!.Descendants("th").Select(head => head.Value)];

    private static IEnumerable<FlowRange> RangesOf(XElement item, string group, Dictionary<string, string> remotes)
    {
        var traffic = item.Element("b")!.Value.Split(' ', 2);
        var direction = Normal(item.Value).Contains("Rule: inbound", StringComparison.Ordinal) ? Direction.Inbound : Direction.Outbound;
        var only = item.Elements("span").SingleOrDefault(span => (string?)span.Attribute("class") == "only")?.Value;
        var addresses = only ?? remotes[group == "named hosts" ? item.Element("code")!.Value : group];
        var protocol = ProtocolRange.Parse(traffic[0]);
        var ports = traffic[1] == "all" ? PortRange.All : PortRange.Parse(traffic[1]);
        return (addresses == "any address (IPv4 and IPv6)" ? "0.0.0.0/0, ::/0" : addresses).Split(", ")
            .Select(address => new FlowRange(direction, protocol, RemoteScope.Parse(address), ports));
    }
}
