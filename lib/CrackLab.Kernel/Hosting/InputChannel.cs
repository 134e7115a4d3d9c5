using CrackLab.Kernel.Protocol;

namespace CrackLab.Kernel.Hosting;

/// <summary>Asks the person at a front end for lines, on the stdin socket.</summary>
/// <param name="codec">Makes messages.</param>
internal sealed class InputChannel(MessageCodec codec) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _gate = new();
    private Question? _question;

    /// <summary>Sends a message to one front end; <see langword="false"/> where it is not there.</summary>
    public Func<byte[], IReadOnlyList<byte[]>, bool> Send { get; set; } = (_, _) => false;

    /// <summary>Asks and waits for the answer.</summary>
    /// <param name="request">The cell's request: its front end is asked.</param>
    /// <param name="prompt">What is asked.</param>
    /// <param name="isPassword">Whether the answer must not be seen.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">The front end does not answer questions, or is not there.</exception>
    public string Ask(Request request, string prompt, bool isPassword, CancellationToken cancellationToken)
    {
        if (!request.Flag("allow_stdin", true))
        {
            throw new IOException("input: expected a front end that asks people, received one that does not (allow_stdin is false). Set the value in the code.");
        }

        _turn.Wait(cancellationToken);
        try
        {
            byte[] content = Json.Write(writer =>
            {
                writer.WriteString("prompt", prompt);
                writer.WriteBoolean("password", isPassword);
            });
            (IReadOnlyList<byte[]> frames, string id) = codec.Encode([.. request.Identities.Skip(1)], "input_request", request.Header, content);
            var question = new Question(request.Identities[0], id);
            lock (_gate)
            {
                _question = question;
            }

            if (!Send(request.Identities[0], frames))
            {
                throw new IOException("input: expected the front end at the stdin socket, received no connection. Run the cell where somebody can answer.");
            }

            question.Answered.Wait(cancellationToken);
            return question.Answer;
        }
        finally
        {
            lock (_gate)
            {
                _question = null;
            }

            _turn.Release();
        }
    }

    /// <summary>Takes a message from the stdin socket; one that answers no question is dropped.</summary>
    public void Receive(Request reply)
    {
        lock (_gate)
        {
            if (_question is { } question
                && string.Equals(reply.Type, "input_reply", StringComparison.Ordinal)
                && reply.Identities[0].AsSpan().SequenceEqual(question.Identity)
                && (reply.ParentId.Length == 0 || string.Equals(reply.ParentId, question.Id, StringComparison.Ordinal)))
            {
                question.Answer = reply.Text("value");
                question.Answered.Set();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private sealed class Question(byte[] identity, string id)
    {
        public byte[] Identity => identity;

        public string Id => id;

        public string Answer { get; set; } = "";

        public ManualResetEventSlim Answered { get; } = new();
    }
}
