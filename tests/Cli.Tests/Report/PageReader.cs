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
        foreach (var head in section.Descendants("h4").Where(head => head.Element("a") is not null).ToList())
        {
            var id = head.Element("a")!.Attribute("href")!.Value[1..];
            var part = _root.Descendants("details").Single(other => (string?)other.Attribute("id") == id);
            head.AddAfterSelf(part.Elements("div").Single().Nodes());
        }

        return section;
    }

    /// <summary>A row of the overview.</summary>
    public string Row(string name) => Normal(_root.Descendants("table")
        .Single(table => (string?)table.Attribute("id") == "overview")
        .Descendants("tr").Single(row => row.Element("th")?.Value == name && row.Attribute("data-for") is not null)
        .Value);

    /// <summary>What each change opened and closed.</summary>
    public IEnumerable<(string Instance, FlowSet Opened, FlowSet Closed)> Changes =>
        from head in ChangeSection.Elements("h3")
        let rows = head.ElementsAfterSelf().First(element => element.Name.LocalName == "table").Descendants("tbody").Elements("tr").ToList()
        select (head.Value, FlowsOf(rows, "+ opened"), FlowsOf(rows, "− closed"));

    /// <summary>The instances on which nothing changed.</summary>
    public IEnumerable<string> Unchanged => ChangeSection.Elements("p").Select(text => text.Value)
        .Single(text => text.StartsWith("The same traffic is permitted on: ", StringComparison.Ordinal)).Split(": ")[1].Split(", ");

    /// <summary>The text that is in the language of the page, and not marked as one in another.</summary>
    public string TextInItsLanguage
    {
        get
        {
            var copy = new XElement(_root);
            foreach (var other in copy.Descendants().Where(element => element.Attribute("lang") is not null).ToList()) other.Remove();
            return copy.Value;
        }
    }

    private XElement ChangeSection => _root.Descendants("section").Single(section => (string?)section.Attribute("id") == "changes");

    private static FlowSet FlowsOf(IEnumerable<XElement> rows, string sign) => FlowSet.From(
        from row in rows
        where Normal(row.Element("th")!.Value) == sign
        let cells = row.Elements("td").Select(cell => cell.Value).ToList()
        let traffic = cells[1].Split(' ', 2)
        from remote in cells[2].Split(", ")
        select new FlowRange(
            cells[0] == "inbound" ? Direction.Inbound : Direction.Outbound,
            ProtocolRange.Parse(traffic[0]),
            RemoteScope.Parse(remote),
            traffic[1] == "all" ? PortRange.All : PortRange.Parse(traffic[1])));

    /// <summary>What the comparison with the cloud begins with: its status, and the groups.</summary>
    public string Compared(string name) => Normal(Comparison(name)[0].Value);

    /// <summary>The differences from the cloud: what kind, and everything that is said of it.</summary>
    public IEnumerable<(string Kind, string Text)> Differences(string name) => Comparison(name)
        .Where(element => element.Name.LocalName == "table")
        .SelectMany(table => table.Descendants("tbody").Elements("tr"))
        .Select(row => (Normal(row.Element("th")!.Value), Normal(row.Element("td")!.Value)));

    /// <summary>The interfaces with their layers in the order of the way in, and whether each was read.</summary>
    public IEnumerable<(string Id, string Status, IEnumerable<(string Title, bool IsKnown)> Layers)> Interfaces(string name) =>
        Comparison(name).Where(element => element.Name.LocalName == "ul").Elements("li").Select(place => (
            place.Element("b")!.Value,
            Normal(place.Element("span")!.Value).Split(' ', 2)[1].Replace(' ', '-'),
            place.Element("ol")!.Elements("li").Select(layer => (
                Normal(layer.Nodes().OfType<XText>().First().Value),
                !layer.Value.Contains("not read in full", StringComparison.Ordinal)))));

    /// <summary>What is under the heading of the comparison.</summary>
    private List<XElement> Comparison(string name) =>
    [
        .. Section(name).Descendants("h4").Single(head => head.Value == "Compared with the cloud").ElementsAfterSelf()
            .TakeWhile(element => element.Name.LocalName != "h4"),
    ];

    /// <summary>The text of an element with single blanks.</summary>
    public static string Normal(string text) => Regex.Replace(text, "\\s+", " ").Trim();

    /// <summary>What the matrix of an instance says that is permitted.</summary>
    public FlowSet Flows(string name)
    {
        var section = Section(name);
        var remotes = section.Descendants("h4").Where(head => head.Value is "Who is who" or "Hosts that services name")
            .SelectMany(LinesAfter)
            .ToDictionary(line => line.Name, line => line.Addresses);
        remotes["anywhere (Internet)"] = "any address (IPv4 and IPv6)";
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

    /// <summary>The peer groups or hosts after a heading, with their addresses.</summary>
    public static IEnumerable<(string Name, string Addresses)> LinesAfter(XElement head) =>
        from line in head.ElementsAfterSelf("pre").First().Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        let parts = line.Split(": ", 2)
        select (parts[0], parts[1]);

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
