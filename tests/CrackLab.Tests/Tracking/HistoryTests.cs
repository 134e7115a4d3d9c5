using CrackLab.Tests.Data;
using CrackLab.Tracking;
using CrackLab.Training;

namespace CrackLab.Tests.Tracking;

public sealed class HistoryTests
{
    [Fact]
    public void ReadCsv_WrittenHistory_ComesBackToTheLastBit()
    {
        using TestFolder folder = new();
        string path = folder["history.csv"];
        EpochResult[] epochs =
        [
            RecordedTraining.Epoch(1),
            RecordedTraining.Epoch(2, hasValidation: false),
            RecordedTraining.Epoch(3) with { Loss = double.NaN, LearningRate = 1.0 / 7e9 },
        ];

        History.WriteCsv(path, epochs);

        Assert.Equal(epochs, History.ReadCsv(path));
    }

    [Fact]
    public void WriteCsv_OneEpoch_HasTheContractColumns()
    {
        using TestFolder folder = new();
        string path = folder["history.csv"];

        History.WriteCsv(path, [new EpochResult(1, 0.5, 0.75, null, null, 0.001, 100, 2)]);

        Assert.Equal(
            "epoch,loss,accuracy,val_loss,val_accuracy,learning_rate,images_per_second,seconds\n" +
            "1,0.5,0.75,,,0.001,100,2\n",
            File.ReadAllText(path));
    }

    [Theory]
    [InlineData("epoch,loss\n1,2\n", "line 1: expected a column 'accuracy'")]
    [InlineData("", "expected a column 'epoch', received an empty file")]
    [InlineData("epoch,loss,accuracy,val_loss,val_accuracy,learning_rate,images_per_second,seconds\n1,x,1,,,1,1,1\n",
        "line 2: expected a number in column 'loss', received 'x'")]
    [InlineData("epoch,loss,accuracy,val_loss,val_accuracy,learning_rate,images_per_second,seconds\n1,,1,,,1,1,1\n",
        "line 2: expected a whole epoch from 1 on and a number in every column")]
    [InlineData("epoch,loss,accuracy,val_loss,val_accuracy,learning_rate,images_per_second,seconds\n1.5,1,1,,,1,1,1\n",
        "line 2: expected a whole epoch")]
    public void ReadCsv_BadFile_SaysWhere(string content, string part)
    {
        using TestFolder folder = new();
        string path = folder["history.csv"];
        File.WriteAllText(path, content);

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => History.ReadCsv(path));

        Assert.Contains(part, exception.Message, StringComparison.Ordinal);
        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CsvLogger_EachEpoch_LeavesTheWholeHistory()
    {
        using TestFolder folder = new();
        string path = folder["history.csv"];
        RecordedTraining training = new();

        training.Play(new CsvLogger(path), 1, 2);
        training.Play(new CsvLogger(path), 3, 3);

        Assert.Equal([1, 2, 3], History.ReadCsv(path).Select(epoch => epoch.Epoch));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }
}
