namespace Flyball.Cli.Replay.Machine;

/// <summary>How busy each core is: threads stay on their core, and what does not fit there spreads over the least busy ones.</summary>
sealed class CoreView(int cores)
{
    readonly double[] _load = new double[cores];
    readonly int[] _order = new int[cores];
    readonly double[] _keys = new double[cores];

    /// <summary>Core seconds of each core since the machine began.</summary>
    public double[] Busy { get; } = new double[cores];

    public void Advance(List<JobAttempt> running, double busyCores, double seconds)
    {
        Array.Clear(_load);
        double spread = busyCores;
        foreach (JobAttempt attempt in running)
        {
            int core = attempt.Core;
            for (double left = attempt.CoresNow; left > 1e-9; left -= 1, core++)
            {
                double thread = Math.Min(1, left);
                if (_load[core % cores] + thread > 1) continue;
                _load[core % cores] += thread;
                spread -= thread;
            }
        }

        SpreadOut(spread);
        for (int core = 0; core < cores; core++) Busy[core] += _load[core] * seconds;
    }

    void SpreadOut(double rest)
    {
        for (int core = 0; core < cores; core++)
        {
            _order[core] = core;
            _keys[core] = _load[core];
        }

        Array.Sort(_keys, _order);
        for (int i = 0; i < cores && rest > 0; i++)
        {
            double part = Math.Min(rest, 1 - _load[_order[i]]);
            _load[_order[i]] += part;
            rest -= part;
        }
    }
}
