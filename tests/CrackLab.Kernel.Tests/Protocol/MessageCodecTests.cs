using System.Globalization;
using System.Text;
using System.Text.Json;
using CrackLab.Kernel.Protocol;

namespace CrackLab.Kernel.Tests.Protocol;

public sealed class MessageCodecTests
{
    private static readonly MessageCodec Codec = new(new MessageSigner("key"u8.ToArray()), "session");

    [Fact]
    public void Decode_WhatWasEncoded_IsTheMessage()
    {
        byte[] parent = """{"msg_id": "p"}"""u8.ToArray();
        (IReadOnlyList<byte[]> frames, string id) = Codec.Encode([[1], [2]], "execute_request", parent, """{"code": "é😀"}"""u8.ToArray());

        Request request = Codec.Decode([9], frames);

        Assert.Equal([[9], [1], [2]], request.Identities);
        Assert.Equal(("execute_request", id, "p", "é😀"), (request.Type, request.Id, request.ParentId, request.Text("code")));
        JsonElement header = JsonDocument.Parse(request.Header).RootElement;
        Assert.Equal(("5.4", "session"), (header.GetProperty("version").GetString(), header.GetProperty("session").GetString()));
        DateTime date = DateTime.Parse(header.GetProperty("date").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
        Assert.InRange(DateTime.UtcNow - date, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("""{"msg_id": "1"}""", "{}")]
    [InlineData("""{"msg_type": "x"}""", "{}")]
    [InlineData("""{"msg_id": 1, "msg_type": "x"}""", "{}")]
    [InlineData("""{"msg_id": "1", "msg_type": "x"}""", "[]")]
    [InlineData("""{"msg_id": "1", "msg_type": "x"}""", "{")]
    [InlineData("null", "{}")]
    [InlineData("", "")]
    [InlineData("""{"msg_id": "1", "msg_type": "x"}""", """{"code": "\ud800"}""")]
    [InlineData("""{"msg_id": "1", "msg_type": "x"}""", """{"\udc00": 1}""")]
    [InlineData("""{"msg_id": "1", "msg_type": "x", "username": "\ud800"}""", "{}")]
    public void Decode_NoMessage_IsRefused(string header, string content)
    {
        byte[] head = Encoding.UTF8.GetBytes(header), body = Encoding.UTF8.GetBytes(content);
        byte[] signature = new MessageSigner("key"u8.ToArray()).Sign(head, "{}"u8.ToArray(), "{}"u8.ToArray(), body);

        Assert.Throws<InvalidDataException>(
            () => Codec.Decode([1], ["<IDS|MSG>"u8.ToArray(), signature, head, "{}"u8.ToArray(), "{}"u8.ToArray(), body]));
    }

    [Fact]
    public void Decode_EveryCut_IsRefused()
    {
        IReadOnlyList<byte[]> frames = Codec.Encode([], "x", "{}"u8.ToArray(), "{}"u8.ToArray()).Frames;

        for (int count = 0; count < frames.Count; count++)
            Assert.Throws<InvalidDataException>(() => Codec.Decode([1], [.. frames.Take(count)]));
    }

    [Fact]
    public void Decode_AnotherKey_IsRefused()
    {
        var other = new MessageCodec(new MessageSigner("other"u8.ToArray()), "session");

        Assert.Throws<InvalidDataException>(() => Codec.Decode([1], other.Encode([], "x", "{}"u8.ToArray(), "{}"u8.ToArray()).Frames));
    }
}
