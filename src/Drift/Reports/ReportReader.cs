namespace Starface.Drift.Reports;

/// <summary>Who reads a format.</summary>
internal enum ReportReader
{
    /// <summary>A person at a terminal.</summary>
    Person,

    /// <summary>A build service, from the log of a job.</summary>
    Log,

    /// <summary>A program, from a file: what is wrong does not appear in the log.</summary>
    Program,
}
