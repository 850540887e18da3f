namespace Starface.Policies;

/// <summary>The vendor's video conferences, STARFACE NEON.</summary>
// The port table refers to another part of the vendor's documentation, so there is no row to declare here.
[Service("neon", Title = "STARFACE NEON",
    DocumentedElsewhere = "The vendor states what STARFACE NEON needs in the documentation of STARFACE NEON, not in the port table.")]
public sealed partial class Neon;
