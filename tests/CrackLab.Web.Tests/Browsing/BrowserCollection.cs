using CrackLab.Web.Tests.Inspection;

namespace CrackLab.Web.Tests.Browsing;

/// <summary>Tests that share one browser and one server, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<Browser>, ICollectionFixture<Served>
{
    public const string Name = "Browser";
}
