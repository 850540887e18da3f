using System.Globalization;
using System.Text;
using System.Xml;
using Starface.Drift.Live;

namespace Starface.Drift.Reports;

/// <summary>
/// JUnit XML: a test case for each thing that was looked at; what is wrong is a failure, what could not be found out an error.
/// </summary>
internal sealed class JUnitFormat : IReportFormat
{
    private static readonly XmlWriterSettings Settings =
        new() { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true, CheckCharacters = true };

    /// <inheritdoc/>
    public string Name => "junit";

    /// <inheritdoc/>
    public ReportReader Reader => ReportReader.Program;

    /// <inheritdoc/>
    public void Write(Report report, TextWriter output)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, Settings))
        {
            var cases = report.Cases;
            xml.WriteStartElement("testsuites");
            xml.WriteStartElement("testsuite");
            xml.WriteAttributeString("name", report.Tool);
            WriteCount(xml, "tests", cases.Length);
            WriteCount(xml, "failures", cases.Count(one => one.Failure is { IsError: false }));
            WriteCount(xml, "errors", cases.Count(one => one.Failure is { IsError: true }));
            WriteCount(xml, "skipped", 0);
            foreach (var one in cases) Write(xml, one);
            // JUnit has no element for notes; they go to system-out.
            if (!report.Remarks.IsEmpty) xml.WriteElementString("system-out", string.Join("\n", report.Remarks.Select(SafeText.From)));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        output.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + text + "\n");
    }

    private static void Write(XmlWriter xml, ReportCase one)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", SafeText.From(one.Group));
        xml.WriteAttributeString("name", SafeText.From(one.Name));
        if (one.Failure is { } failure)
        {
            xml.WriteStartElement(failure.IsError ? "error" : "failure");
            xml.WriteAttributeString("type", failure.Type);
            xml.WriteAttributeString("message", failure.Message);
            xml.WriteString(failure.Text);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteCount(XmlWriter xml, string name, int count) =>
        xml.WriteAttributeString(name, count.ToString(CultureInfo.InvariantCulture));
}
