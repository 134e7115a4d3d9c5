using CrackLab.Tests.Data;
using CrackLab.Tracking;

namespace CrackLab.Tests.Tracking;

public sealed class EventFollowerTests
{
    [Fact]
    public void ReadNew_FileGrowsByteByByte_GivesEachEventOnce()
    {
        using TestFolder folder = new();
        byte[] whole = Events(folder["made"], 3);
        string path = folder["run/train/events.out.tfevents.1"];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        EventFollower follower = new(folder["run"]);
        List<RunEvent> read = [];

        for (int length = 0; length < whole.Length; length++)
        {
            using (FileStream stream = new(path, FileMode.Append))
                stream.WriteByte(whole[length]);
            read.AddRange(follower.ReadNew());
        }

        Assert.Equal([("train", 0L), ("train", 1L), ("train", 2L)], read.Select(what => (what.Run, what.Event.Step)));
        Assert.Empty(follower.Damages);
        Assert.Empty(follower.ReadNew());
    }

    [Fact]
    public void ReadNew_DamageAndMore_GoesOnBehindIt()
    {
        using TestFolder folder = new();
        byte[] whole = Events(folder["made"], 3);
        whole[60] ^= 1;
        string path = folder["events.out.tfevents.1"];
        File.WriteAllBytes(path, whole[..^5]);
        EventFollower follower = new(path);

        Assert.Equal([1L], follower.ReadNew().Select(what => what.Event.Step));
        File.WriteAllBytes(path, whole);
        Assert.Equal([2L], follower.ReadNew().Select(what => what.Event.Step));

        Assert.Equal((path, 40L), Assert.Single(follower.Damages.Select(damage => (damage.File, damage.Damage.Offset))));
    }

    [Fact]
    public void ReadNew_NoFolderYet_GivesNothingThenWhatAppears()
    {
        using TestFolder folder = new();
        EventFollower follower = new(folder["run"]);
        Assert.Empty(follower.ReadNew());

        using EventFileWriter first = new(folder["run/train"]);
        first.WriteScalar("loss", 0, 1);
        Assert.Equal(["train"], follower.ReadNew().Select(what => what.Run));
        using EventFileWriter second = new(folder["run/validation"]);
        second.WriteScalar("loss", 0, 1);
        first.WriteScalar("loss", 1, 1);

        Assert.Equal([("train", 1L), ("validation", 0L)], follower.ReadNew().Select(what => (what.Run, what.Event.Step)));
    }

    [Fact]
    public async Task Follow_WhileWriting_GivesAllAndEndsWhenCancelled()
    {
        using TestFolder folder = new();
        using EventFileWriter writer = new(folder["run"]);
        using CancellationTokenSource stop = new();
        EventFollower follower = new(folder["run"]) { Interval = TimeSpan.FromMilliseconds(1) };
        writer.WriteScalar("loss", 0, 1);
        List<long> steps = [];

        await foreach (RunEvent what in follower.Follow(stop.Token))
        {
            steps.Add(what.Event.Step);
            if (what.Event.Step == 4)
                await stop.CancelAsync();
            else
                writer.WriteScalar("loss", what.Event.Step + 1, 1);
        }

        Assert.Equal([0, 1, 2, 3, 4], steps);
    }

    private static byte[] Events(string folder, int count)
    {
        using EventFileWriter writer = new(folder, new FixedTime(new DateTimeOffset(2023, 8, 4, 9, 20, 25, TimeSpan.Zero)));
        for (int step = 0; step < count; step++)
            writer.WriteScalar("loss", step, step);
        return ReadAll(writer.Path);
    }

    private static byte[] ReadAll(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
