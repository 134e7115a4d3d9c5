namespace CrackLab.Kernel.Transport;

/// <summary>The topics that a peer wants: every message whose first frame begins with one of them.</summary>
internal sealed class SubscriptionSet
{
    private readonly Lock _gate = new();
    private readonly List<byte[]> _topics = [];

    /// <summary>Adds a topic; the same one twice must be removed twice.</summary>
    /// <param name="topic">The beginning that messages must have; empty for all.</param>
    /// <param name="most">Topics that there may be.</param>
    /// <exception cref="InvalidDataException">There are too many.</exception>
    public void Add(byte[] topic, int most)
    {
        lock (_gate)
        {
            if (_topics.Count >= most)
            {
                throw new InvalidDataException($"subscriptions: expected at most {most}, received more.");
            }

            _topics.Add(topic);
        }
    }

    /// <summary>Takes a topic away.</summary>
    public void Remove(ReadOnlySpan<byte> topic)
    {
        lock (_gate)
        {
            for (int i = 0; i < _topics.Count; i++)
            {
                if (topic.SequenceEqual(_topics[i]))
                {
                    _topics.RemoveAt(i);
                    return;
                }
            }
        }
    }

    /// <summary>Whether a message with this first frame is wanted.</summary>
    public bool Wants(ReadOnlySpan<byte> first)
    {
        lock (_gate)
        {
            foreach (byte[] topic in _topics)
            {
                if (first.StartsWith(topic))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
