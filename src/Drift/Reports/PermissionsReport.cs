namespace Starface.Drift.Reports;

/// <summary>What the command may do in the clouds, and no more: reading.</summary>
internal static class PermissionsReport
{
    /// <summary>The IAM policy for AWS.</summary>
    public const string Aws = """
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Sid": "StarfacePolicyDriftReads",
              "Effect": "Allow",
              "Action": [
                "ec2:DescribeSecurityGroups",
                "ec2:DescribeSecurityGroupRules",
                "ec2:GetManagedPrefixListEntries"
              ],
              "Resource": "*"
            }
          ]
        }
        """;

    /// <summary>The custom role for Azure.</summary>
    public const string Azure = """
        {
          "Name": "Starface policy drift reader",
          "IsCustom": true,
          "Description": "Reads network security groups for drift detection.",
          "Actions": [
            "Microsoft.Network/networkSecurityGroups/read"
          ],
          "NotActions": [],
          "AssignableScopes": [
            "/subscriptions/00000000-0000-0000-0000-000000000000"
          ]
        }
        """;

    /// <summary>Writes the permissions of one cloud, or of both.</summary>
    /// <param name="cloud">"aws", "azure" or null for both.</param>
    /// <param name="output">Takes the text.</param>
    public static void Write(string? cloud, TextWriter output)
    {
        if (cloud is null) output.WriteLine("AWS: an IAM policy with");
        if (cloud is not "azure") output.WriteLine(Aws.ReplaceLineEndings("\n"));
        if (cloud is null) output.WriteLine("\nAzure: a custom role, with the subscription's id in AssignableScopes, with");
        if (cloud is not "aws") output.WriteLine(Azure.ReplaceLineEndings("\n"));
    }
}
