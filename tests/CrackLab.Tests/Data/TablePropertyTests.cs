using CrackLab.Data;
using FsCheck;
using FsCheck.Fluent;

namespace CrackLab.Tests.Data;

/// <summary>Any paths, labels and groups come back from the CSV files that hold them.</summary>
public sealed class TablePropertyTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Groups_AnyPathsAndGroups_ComeBack() => Prop.ForAll(
        (from paths in AnyText.Different from groups in AnyText.Full.ArrayOf(paths.Length) from twins in AnyText.Any.ArrayOf(paths.Length) select (paths, groups, twins)).ToArbitrary(),
        drawn =>
        {
            var rows = drawn.paths.Index().ToDictionary(
                item => item.Item, item => new GroupRow(drawn.groups[item.Index], drawn.twins[item.Index].Length > 0 ? drawn.twins[item.Index] : null), StringComparer.Ordinal);
            string file = _folder["groups.csv"];
            GroupTable.Of("folder", rows).WriteCsv(file);

            Assert.Equal(rows.OrderBy(row => row.Key, StringComparer.Ordinal), GroupTable.Read(file).Rows.OrderBy(row => row.Key, StringComparer.Ordinal));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Split_AnyPathsClassesAndGroups_ComesBack() => Prop.ForAll(
        (from paths in AnyText.Different
         from classes in AnyText.Different.Where(names => names.Length > 0)
         from groups in AnyText.Full.ArrayOf(paths.Length)
         from seed in Gen.Choose(0, 1000)
         select (paths, classes, groups, seed)).ToArbitrary(),
        drawn =>
        {
            var random = new Random(drawn.seed);
            var parts = new List<Sample>[] { [], [], [] };
            foreach ((int i, string path) in drawn.paths.Index())
            {
                parts[random.Next(3)].Add(new Sample(path, random.Next(drawn.classes.Length), TestSets.Hash(path), drawn.groups[i]));
            }

            ImageSet[] sets = [.. parts.Select(part => new ImageSet(_folder.Path, drawn.classes, part))];
            string file = _folder["split.csv"];
            new DataSplit(sets[0], sets[1], sets[2]).WriteCsv(file);

            DataSplit back = DataSplit.ReadCsv(file, _folder.Path, drawn.classes);

            Assert.All(sets.Zip(back.Parts()), pair => Assert.Equal(pair.First.Samples, pair.Second.Samples));
            Assert.Equal(drawn.paths.Length, SplitTable.Read(file).Count);
            if (drawn.paths.Length > 0) Assert.Equal(drawn.paths.Length, LabelTable.Read(file).Labels.Count);
        }).QuickCheckThrowOnFailure();
}
