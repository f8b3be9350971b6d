namespace Flyball.Cli.Replay.Machine;

/// <summary>
/// Divides a capacity among those who want a part of it, in proportion to their weights; what one does not need goes to the others
/// (water filling). The CPUs are shared out like this, and the disk.
/// </summary>
sealed class FairShare
{
    double[] _wanted = new double[16];
    double[] _weights = new double[16];
    double[] _shares = new double[16];
    double[] _levels = new double[16];
    int[] _order = new int[16];
    int _count;

    /// <summary>What all want together.</summary>
    public double Wanted { get; private set; }

    /// <summary>What the one that was added as number <paramref name="index"/> gets.</summary>
    public double this[int index] => _shares[index];

    public void Clear()
    {
        _count = 0;
        Wanted = 0;
    }

    public void Add(double wanted, double weight)
    {
        if (_count == _wanted.Length) Grow();
        _wanted[_count] = wanted;
        _weights[_count] = weight;
        _count++;
        Wanted += wanted;
    }

    public void Divide(double capacity)
    {
        if (Wanted <= capacity)
        {
            Array.Copy(_wanted, _shares, _count);
            return;
        }

        double weights = 0;
        for (int i = 0; i < _count; i++)
        {
            _order[i] = i;
            _levels[i] = _wanted[i] / _weights[i];
            weights += _weights[i];
        }

        // Those who want least for their weight are satisfied first: what they leave raises the level for the rest.
        Array.Sort(_levels, _order, 0, _count);
        for (int i = 0; i < _count; i++)
        {
            int next = _order[i];
            _shares[next] = Math.Min(_wanted[next], capacity * _weights[next] / weights);
            capacity -= _shares[next];
            weights -= _weights[next];
        }
    }

    void Grow()
    {
        int length = _wanted.Length * 2;
        Array.Resize(ref _wanted, length);
        Array.Resize(ref _weights, length);
        _shares = new double[length];
        _levels = new double[length];
        _order = new int[length];
    }
}
