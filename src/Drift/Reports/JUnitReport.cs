using System.Globalization;
using System.Text;
using System.Xml;
using Starface.Policy.Comparison;

namespace Starface.Drift.Reports;

/// <summary>The report as JUnit XML: a test case for each instance, drift is a failure, unknown an error.</summary>
internal static class JUnitReport
{
    /// <summary>Writes a report.</summary>
    public static void Write(DriftReport report, System.Collections.Immutable.ImmutableArray<ReportItem> items, TextWriter output)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true, CheckCharacters = true }))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteStartElement("testsuite");
            xml.WriteAttributeString("name", "starface-policy drift");
            xml.WriteAttributeString("tests", (report.Instances.Length + report.UnreadStacks.Length).ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("failures", report.Count(DriftStatus.Drift).ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("errors", (report.Count(DriftStatus.Unknown) + report.UnreadStacks.Length).ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("skipped", "0");
            foreach (var instance in report.Instances)
            {
                xml.WriteStartElement("testcase");
                xml.WriteAttributeString("classname", SafeText.Of(instance.Plan.Policy.Definition.Id));
                xml.WriteAttributeString("name", SafeText.Of(instance.Name));
                if (instance.Status != DriftStatus.InSync)
                {
                    var own = items.Where(item => item.Instance == instance.Name).ToList();
                    xml.WriteStartElement(instance.Status == DriftStatus.Drift ? "failure" : "error");
                    xml.WriteAttributeString("type", DriftText.Of(instance.Status));
                    xml.WriteAttributeString("message", own.Count == 0 ? DriftText.Of(instance.Status) : own[0].Message);
                    xml.WriteString(string.Join("\n", own.Select(item => item.Message)));
                    xml.WriteEndElement();
                }

                xml.WriteEndElement();
            }

            foreach (var stack in report.UnreadStacks)
            {
                xml.WriteStartElement("testcase");
                xml.WriteAttributeString("classname", "stack");
                xml.WriteAttributeString("name", SafeText.Of(stack.Name));
                xml.WriteStartElement("error");
                xml.WriteAttributeString("type", DriftText.Of(DriftStatus.Unknown));
                xml.WriteAttributeString("message", SafeText.Of(stack.Reasons[0]));
                xml.WriteString(string.Join("\n", stack.Reasons.Select(SafeText.Of)));
                xml.WriteEndElement();
                xml.WriteEndElement();
            }

            // Neither fails anything, and a form for it beside the cases is all there is.
            List<string> beside =
            [
                .. report.Instances.SelectMany(instance => instance.Ignored.Select(ignored => $"{instance.Name}: accepted: {DriftText.Ignored(ignored)}")),
                .. report.IgnoreFindings.Select(finding => $"ignore file: {finding.Message}"),
            ];
            if (beside.Count > 0) xml.WriteElementString("system-out", string.Join("\n", beside.Select(SafeText.Of)));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        output.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + text + "\n");
    }
}
