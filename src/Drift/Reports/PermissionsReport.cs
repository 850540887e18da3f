using Starface.Drift.Live;
using Starface.Drift.Output;

namespace Starface.Drift.Reports;

/// <summary>The permissions that reading the clouds needs.</summary>
internal static class PermissionsReport
{
    /// <summary>Writes the permissions of every cloud.</summary>
    /// <param name="clouds">The clouds.</param>
    /// <param name="withInterfaces">Whether what lies around the groups is read too.</param>
    /// <param name="output">Receives the text.</param>
    public static void Write(CloudConnectors clouds, bool withInterfaces, OutputGate output)
    {
        for (var i = 0; i < clouds.All.Length; i++)
        {
            if (i > 0) output.EndLine();
            var connector = clouds.All[i];
            output.WriteLine($"{connector.Cloud.Name}: {connector.Advice.PermissionsTitle} with");
            output.WriteLines(connector.Advice.DescribePermissions(withInterfaces));
        }
    }
}
