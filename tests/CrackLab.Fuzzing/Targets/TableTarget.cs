using System.Text;
using CrackLab.Data;
using CrackLab.Fuzzing.Mutators;
using CrackLab.Fuzzing.Running;
using CrackLab.Tracking;

namespace CrackLab.Fuzzing.Targets;

/// <summary>CSV files: splits, groups, labels, histories.</summary>
internal sealed class TableTarget : FileTarget
{
    private static readonly string Sha256 = new('a', 64);

    private static readonly IReadOnlyList<FuzzSeed> Files =
    [
        .. new (string Name, string Text)[]
        {
            ("split", $"path,label,group,subset,sha256\nPositive/a.jpg,Positive,g1,train,{Sha256}\nNegative/b.jpg,Negative,g2,validation,{Sha256}\n\"Negative/c, d.jpg\",Negative,,test,{Sha256}\n"),
            ("groups", "path,photo_group,twin_group\nPositive/a.jpg,bridge-7,\nPositive/b.jpg,bridge-7,t1\n\"with \"\"quotes\"\".jpg\",x,y\n"),
            ("labels", "path,label\r\nPositive/a.jpg,Negative\r\nNegative/b.jpg,Positive\r\n"),
            ("history", "epoch,loss,accuracy,val_loss,val_accuracy,learning_rate,images_per_second,seconds\n1,0.5,0.9,0.4,0.91,0.001,1000,2.5\n2,0.25,0.95,,,0.0005,1000,2.5\n"),
            ("all", $"path,label,group,subset,sha256,photo_group,twin_group\na,Positive,g,train,{Sha256},p,t\n"),
        }.Select(table => new FuzzSeed(table.Name, Encoding.UTF8.GetBytes(table.Text))),
        .. SeedFiles.Findings("csv"),
    ];

    /// <inheritdoc/>
    public override string Name => "csv";

    /// <inheritdoc/>
    public override IReadOnlyList<FuzzSeed> Seeds => Files;

    /// <inheritdoc/>
    public override IReadOnlyList<Mutation> Mutations => CsvMutations.All;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Assemblies => ["CrackLab"];

    /// <inheritdoc/>
    protected override string FileName => "table.csv";

    /// <inheritdoc/>
    /// <remarks>A line is a list of texts, and one byte can be a field.</remarks>
    public override long AllocationBound(byte[] input) => (1 << 20) + (256L * input.Length);

    /// <inheritdoc/>
    protected override void Read(string path, FuzzRandom random)
    {
        switch (random.Below(5))
        {
            case 0:
                SplitTable.Read(path);
                break;
            case 1:
                DataSplit split = DataSplit.ReadCsv(path, Folder);
                _ = split.ToString();
                _ = split.Leak;
                break;
            case 2:
                GroupTable.Read(path);
                break;
            case 3:
                LabelTable.Read(path);
                break;
            default:
                History.ReadCsv(path);
                break;
        }
    }
}
