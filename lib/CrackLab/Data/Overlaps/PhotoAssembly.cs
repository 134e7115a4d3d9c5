namespace CrackLab.Data.Overlaps;

/// <summary>Puts crops together into photographs, link by link, and refuses links that contradict what stands.</summary>
/// <remarks>
/// Every crop has a place in the frame of its photograph. A link between two crops of one photograph must agree with their
/// places. A link between two photographs lays one on the other: unless it is beyond doubt, further crops that would come
/// to overlap are compared as well, and most of them must agree, so that one false match does not glue strangers together.
/// </remarks>
internal sealed class PhotoAssembly
{
    private const double Tolerance = 12;
    private const int MostChecks = 6;
    private const int MostTried = 20_000;

    private readonly int[] _photo;
    private readonly Placement[] _place;
    private readonly List<int>[] _members;
    private readonly IPairCheck _check;

    /// <summary>Begins with every crop in a photograph of its own.</summary>
    public PhotoAssembly(int count, IPairCheck check)
    {
        _photo = [.. Enumerable.Range(0, count)];
        _place = new Placement[count];
        _members = [.. Enumerable.Range(0, count).Select(index => new List<int> { index })];
        _check = check;
    }

    /// <summary>The photograph of a crop: a number that its crops share.</summary>
    public int PhotoOf(int crop) => _photo[crop];

    /// <summary>Where a crop lies in its photograph's frame.</summary>
    public Placement PlaceOf(int crop) => _place[crop];

    /// <summary>Adds a link where it fits.</summary>
    /// <param name="first">The first crop.</param>
    /// <param name="second">The second crop.</param>
    /// <param name="placement">Where the first lies in the second's frame.</param>
    /// <param name="strength">What it needs to join two photographs.</param>
    /// <returns>Whether it fits.</returns>
    public bool TryAdd(int first, int second, Placement placement, LinkStrength strength)
    {
        Placement expected = placement.In(_place[second]);
        int from = _photo[first], to = _photo[second];
        if (from == to)
        {
            Placement place = _place[first];
            return place.Symmetry == expected.Symmetry
                && Math.Abs(place.X - expected.X) <= Tolerance && Math.Abs(place.Y - expected.Y) <= Tolerance;
        }

        Placement move = _place[first].Inverse.In(expected);
        if (strength != LinkStrength.Certain && !Agree(from, to, move, first, second, strength == LinkStrength.Weak ? 1 : 0))
        {
            return false;
        }

        if (_members[from].Count > _members[to].Count)
        {
            (from, to, move) = (to, from, move.Inverse);
        }

        foreach (int member in _members[from])
        {
            _place[member] = _place[member].In(move);
            _photo[member] = to;
        }

        _members[to].AddRange(_members[from]);
        _members[from].Clear();
        return true;
    }

    // Compares other crops of the two photographs that would overlap, the most overlapping first.
    private bool Agree(int from, int to, Placement move, int first, int second, int least)
    {
        var overlapping = new List<(double Shared, int First, int Second, Placement Placement)>();
        int tried = 0;
        foreach (int one in _members[from])
        {
            Placement moved = _place[one].In(move);
            foreach (int other in _members[to])
            {
                if ((one != first || other != second) && tried++ < MostTried)
                {
                    Placement relative = moved.In(_place[other].Inverse);
                    double shared = _check.Shared(one, other, relative);
                    if (shared >= IPairCheck.WorthChecking)
                    {
                        overlapping.Add((shared, one, other, relative));
                    }
                }
            }
        }

        var checks = overlapping.OrderByDescending(pair => pair.Shared).Take(MostChecks).ToList();
        return checks.Count >= least && checks.Count(pair => _check.Agrees(pair.First, pair.Second, pair.Placement)) * 2 >= checks.Count;
    }
}
