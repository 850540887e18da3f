using Pulumi;
using Starface.Infra;

// Registers what the stack's file says, with the policies of MyPolicies and the shipped ones.
return await Deployment.RunAsync(() => PolicyProgram.RunAsync(MyPolicies.Catalog.Instance));
