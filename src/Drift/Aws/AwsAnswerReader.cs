using System.Collections.Immutable;
using System.Xml;
using Starface.Drift.Live;
using Starface.Policy;
using Starface.Policy.Problems;

namespace Starface.Drift.Aws;

/// <summary>
/// Finds the members of an EC2 answer that the client of AWS drops because it does not know them, and those of which it keeps only the
/// last.
/// </summary>
internal static class AwsAnswerReader
{
    private const string RuleId = "securityGroupRuleId";
    private const string GroupId = "groupId";

    /// <summary>The depth of an item of the answer's list: document, answer, list, item.</summary>
    private const int ItemDepth = 2;

    /// <summary>How the XML of answers is read.</summary>
    public static XmlReaderSettings Settings { get; } = new()
    {
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        DtdProcessing = DtdProcessing.Prohibit,
        CloseInput = false,
    };

    /// <summary>Reads an answer.</summary>
    /// <param name="body">The body.</param>
    /// <exception cref="XmlException">It is not valid XML, or is incomplete.</exception>
    public static AwsAnswer Read(Stream body)
    {
        using var reader = XmlReader.Create(body, Settings);
        var scan = new Scan(reader);
        while (reader.Read()) scan.Visit();
        return scan.Finish();
    }

    /// <summary>The state of a walk through an answer.</summary>
    private sealed class Scan(XmlReader reader)
    {
        private readonly ImmutableArray<(string GroupId, Problem Problem)>.Builder _ofGroups =
            ImmutableArray.CreateBuilder<(string GroupId, Problem Problem)>();

        private readonly ImmutableArray<Problem>.Builder _ofAll = ImmutableArray.CreateBuilder<Problem>();
        private readonly List<Problem> _ofItem = [];
        private readonly List<Level> _open = [new(AwsAnswerShape.Document, "", 0)];
        private string? _group;
        private string? _rule;

        public void Visit()
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    Open();
                    break;
                case XmlNodeType.EndElement:
                    Close();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    Text(reader.Value);
                    break;
                default:
                    break;
            }
        }

        public AwsAnswer Finish() =>
            _ofGroups.Count == 0 && _ofAll.Count == 0 ? AwsAnswer.Known : new(_ofGroups.ToImmutable(), _ofAll.ToImmutable());

        private void Open()
        {
            var (depth, name) = (reader.Depth, reader.LocalName);
            var outer = _open[^1];
            var member = outer.Shape.Find(name);
            if (member is null && outer.Shape != AwsAnswerShape.Unknown)
                Report($"has the member '{name}', which this program does not know and so cannot judge");
            if (member is { } known && !outer.Shape.IsList)
            {
                var bit = 1u << known.Number;
                if ((outer.Seen & bit) != 0) Report($"has the member '{name}' twice");
                _open[^1] = outer with { Seen = outer.Seen | bit };
            }

            if (depth == ItemDepth) (_group, _rule) = (null, null);
            _open.Add(new(member?.Shape ?? AwsAnswerShape.Unknown, name, 0));
            if (reader.IsEmptyElement) Close();
        }

        private void Close()
        {
            _open.RemoveAt(_open.Count - 1);
            // The closed element was the list's item when the list is open now.
            if (_open.Count != ItemDepth + 1 || _ofItem.Count == 0) return;
            foreach (var problem in _ofItem)
            {
                var named = _rule is null ? problem : problem with { Message = $"Rule {_rule}: {problem.Message}" };
                if (_group is { } group) _ofGroups.Add((group, named));
                else _ofAll.Add(named);
            }

            _ofItem.Clear();
        }

        private void Text(string text)
        {
            if (_open.Count != ItemDepth + 3) return;
            switch (_open[^1].Name)
            {
                case GroupId:
                    _group = text;
                    break;
                case RuleId:
                    _rule = text;
                    break;
                default:
                    break;
            }
        }

        /// <summary>Reports a problem with the open element. Names that a stranger wrote are cut to a length that fits a message.</summary>
        private void Report(string problem)
        {
            var path = string.Join('/', _open.Skip(1).Select(level => level.Name));
            var text = Redaction.Redact($"The answer's {(path.Length == 0 ? "beginning" : path)} {problem}");
            var found = Problem.Error(ProblemIds.NotUnderstood, text);
            if (_open.Count > ItemDepth + 1) _ofItem.Add(found);
            else _ofAll.Add(found);
        }
    }

    /// <summary>An element that is open.</summary>
    /// <param name="Shape">Its shape.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Seen">The numbers, as bits, of the members it has had.</param>
    private readonly record struct Level(AwsAnswerShape Shape, string Name, uint Seen);
}
