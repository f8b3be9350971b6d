using System.Collections.Immutable;
using System.Text;
using Flyball.Admission;

namespace Flyball.Sqlite;

/// <summary>A record as the file holds it: little-endian numbers, after the number of each distribution's classes. The version of the tables is its version, too.</summary>
static class RecordBytes
{
    public static byte[] Of(TemplateRecord record)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8))
        {
            writer.Write(record.Ends);
            writer.Write(record.LastDay);
            writer.Write(record.MemoryFactor);
            writer.Write(record.BestConcurrency ?? 0);
            foreach (Distribution distribution in (Distribution[])[record.PeakMemory, record.Cores, record.WallTime, record.FirstLoad, record.Read, record.Written])
            {
                writer.Write((ushort)distribution.Classes.Length);
                foreach ((int index, double weight) in distribution.Classes)
                {
                    writer.Write((ushort)index);
                    writer.Write((float)weight);
                }
            }
        }

        return bytes.ToArray();
    }

    /// <summary>No job runs longer: thirty years.</summary>
    const double LongestMilliseconds = 1e12;

    /// <returns><c>null</c>: it is damaged.</returns>
    public static TemplateRecord? Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        try
        {
            long ends = reader.ReadInt64();
            int day = reader.ReadInt32();
            double factor = reader.ReadDouble(), best = reader.ReadDouble();
            if (ends < 0 || day < 0 || !(factor is >= 1 and <= 100) || !(best is >= 0 and <= 1e6)) return null;
            TemplateRecord record = new()
            {
                Ends = ends,
                LastDay = day,
                MemoryFactor = factor,
                BestConcurrency = best > 0 ? best : null,
                PeakMemory = ReadDistribution(reader),
                Cores = ReadDistribution(reader),
                WallTime = ReadDistribution(reader),
                FirstLoad = ReadDistribution(reader),
                Read = ReadDistribution(reader),
                Written = ReadDistribution(reader),
            };

            // Of what no job can have taken nothing is believed.
            return Math.Max(record.WallTime.Quantile(1), record.FirstLoad.Quantile(1)) < LongestMilliseconds ? record : null;
        }
        catch (Exception damage) when (damage is EndOfStreamException or ArgumentException)
        {
            return null;
        }
    }

    static Distribution ReadDistribution(BinaryReader reader)
    {
        int count = reader.ReadUInt16();
        ImmutableArray<DistributionClass>.Builder classes = ImmutableArray.CreateBuilder<DistributionClass>();
        for (int i = 0; i < count; i++) classes.Add(new(reader.ReadUInt16(), reader.ReadSingle()));
        return new(classes.ToImmutable());
    }
}
