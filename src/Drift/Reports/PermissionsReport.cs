using Starface.Drift.Live;
using Starface.Policy.Comparison;

namespace Starface.Drift.Reports;

/// <summary>The permissions that reading the clouds needs.</summary>
internal static class PermissionsReport
{
    /// <summary>Writes the permissions of every cloud.</summary>
    public static void Write(CloudConnectors clouds, DriftScope scope, TextWriter output)
    {
        for (var i = 0; i < clouds.All.Length; i++)
        {
            if (i > 0) output.WriteLine();
            var connector = clouds.All[i];
            output.WriteLine($"{connector.Cloud.Name}: {connector.Advice.PermissionsTitle} with");
            output.WriteLine(connector.Advice.DescribePermissions(withInterfaces: scope == DriftScope.Interface).ReplaceLineEndings("\n"));
        }
    }
}
