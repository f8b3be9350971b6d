using CsCheck;
using Flyball.Queue;

namespace Flyball.Tests.Queue;

public sealed class SlotNumbersTests
{
    [Fact]
    public void The_lowest_free_number_is_lent_and_none_twice_at_once() => Gen.Int[0, 300].List[0, 400].Sample(steps =>
    {
        SlotNumbers slots = new();
        List<int> lent = [];
        foreach (int step in steps)
        {
            if (step % 3 == 0 && lent.Count > 0)
            {
                slots.Give(lent[step % lent.Count]);
                lent.RemoveAt(step % lent.Count);
                continue;
            }

            int expected = Enumerable.Range(1, lent.Count + 1).First(number => !lent.Contains(number));
            slots.Take().ShouldBe(expected);
            lent.Add(expected);
        }
    });
}
