package inventory

import (
	"math"
	"math/big"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// The mean is the sixth of min, four times likely and max, also where the sum
// is longer than a Duration can hold.
func TestMeanIsPERT(t *testing.T) {
	if got := (Estimate{10 * time.Minute, 30 * time.Minute, 3 * time.Hour}).Mean(); got != 310*time.Minute/6 {
		t.Errorf("mean %v", got)
	}
	length := rapid.Custom(func(t *rapid.T) time.Duration {
		if rapid.Bool().Draw(t, "long") {
			return time.Duration(math.MaxInt64 - rapid.Int64Range(0, 10).Draw(t, "short of the longest"))
		}
		return time.Duration(rapid.Int64Range(0, math.MaxInt64).Draw(t, "length"))
	})
	rapid.Check(t, func(t *rapid.T) {
		e := Estimate{length.Draw(t, "min"), length.Draw(t, "likely"), length.Draw(t, "max")}
		sum := big.NewInt(4)
		sum.Mul(sum, big.NewInt(int64(e.Likely)))
		sum.Add(sum, big.NewInt(int64(e.Min)))
		sum.Add(sum, big.NewInt(int64(e.Max)))
		if want := sum.Div(sum, big.NewInt(6)).Int64(); int64(e.Mean()) != want {
			t.Fatalf("mean of %v is %d, want %d", e, e.Mean(), want)
		}
	})
}
