using Starface.Drift.Output;

namespace Starface.Drift.Reports;

/// <summary>
/// JUnit XML: a test case for each thing that was looked at; what is wrong is a failure, what could not be found out an error.
/// </summary>
internal sealed class JUnitFormat : IReportFormat
{
    /// <inheritdoc/>
    public string Name => "junit";

    /// <inheritdoc/>
    public ReportReader Reader => ReportReader.Program;

    /// <inheritdoc/>
    public void Write(Report report, OutputGate output) => output.WriteXml(xml =>
    {
        var cases = report.Cases;
        xml.Start("testsuites");
        xml.Start("testsuite");
        xml.Attribute("name", report.Tool);
        xml.Attribute("tests", cases.Length);
        xml.Attribute("failures", cases.Count(one => one.Failure is { IsError: false }));
        xml.Attribute("errors", cases.Count(one => one.Failure is { IsError: true }));
        xml.Attribute("skipped", 0);
        foreach (var one in cases) Write(xml, one);
        if (!report.Remarks.IsEmpty)
        {
            // JUnit has no element for notes.
            xml.Start("system-out");
            xml.Lines(report.Remarks);
            xml.End();
        }

        xml.End();
        xml.End();
    });

    private static void Write(XmlElements xml, ReportCase one)
    {
        xml.Start("testcase");
        xml.Attribute("classname", one.Group);
        xml.Attribute("name", one.Name);
        if (one.Failure is { } failure)
        {
            xml.Start(failure.IsError ? "error" : "failure");
            xml.Attribute("type", failure.Type);
            xml.Attribute("message", failure.Items[0].Message);
            xml.Lines(failure.Items.Select(item => item.Line));
            xml.End();
        }

        xml.End();
    }
}
