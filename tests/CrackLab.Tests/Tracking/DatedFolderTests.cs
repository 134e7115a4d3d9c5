using CrackLab.Engine.Serialization;
using CrackLab.Tests.Data;
using CrackLab.Tracking;

namespace CrackLab.Tests.Tracking;

public sealed class DatedFolderTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void Claim_TakenNames_GivesTheNextNumber()
    {
        _folder.Write("audit/audit.csv", "");
        Directory.CreateDirectory(_folder["audit-2"]);
        using FolderLock held = DatedFolder.Claim(_folder["audit"], out string claimed);
        Assert.Equal(_folder["audit-3"], claimed);
        Assert.True(FolderLock.IsHeld(claimed));
    }

    [Fact]
    public void Claim_ManyAtOnce_EachGetsAFolderOfItsOwn()
    {
        string[] claimed = new string[8];
        FolderLock[] held = new FolderLock[8];
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => held[i] = DatedFolder.Claim(_folder["run"], out claimed[i]));
        Assert.Equal(8, claimed.Distinct(StringComparer.Ordinal).Count());
        Array.ForEach(held, one => one.Dispose());
    }

    public void Dispose() => _folder.Dispose();
}
