package drill

import (
	"hash/fnv"
	"math/rand/v2"
	"strconv"

	"github.com/bokgu/bokgu/pkg/plan"
)

// chance draws what is not certain. Each thing has a source of its own, named
// by what it is, so that a change in one part of a script does not change the
// luck of the others.
type chance struct {
	seed uint64
	luck plan.Luck
}

func newChance(seed uint64) *chance {
	c := &chance{seed: seed}
	c.luck.Common = c.of("common").NormFloat64()
	return c
}

// of is the source of one thing.
func (c *chance) of(what string, numbers ...int) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(what))
	for _, n := range numbers {
		h.Write([]byte("/" + strconv.Itoa(n)))
	}
	return rand.New(rand.NewPCG(c.seed, h.Sum64()))
}
