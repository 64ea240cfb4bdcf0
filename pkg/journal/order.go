package journal

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Chain is what was read of one writer's chain.
type Chain struct {
	Writer  string
	Records []Record // the good ones, in order
	Fault   *Fault   // what stopped the reading; nil when all is good
}

// ParseRef reads "seq:16 hex", as saw has it.
func ParseRef(ref string) (seq uint64, sum string, ok bool) {
	number, sum, found := strings.Cut(ref, ":")
	seq, err := strconv.ParseUint(number, 10, 64)
	return seq, sum, found && err == nil && len(sum) == shortSum
}

// Merge puts the records of several chains in one order: every record after
// those before it in its chain and after those it saw, and otherwise by clock
// and then by writer. The same chains give the same order, however they came
// together. What a record claims to have seen and is not here does not hold it
// back. The chains may be given from any number on. With a single chain the
// result shares that chain's records.
func Merge(chains []Chain) []Record {
	if len(chains) == 1 {
		return slices.Clip(chains[0].Records)
	}
	m := newMerger(chains)
	merged := make([]Record, 0, m.left)
	for m.left > 0 {
		merged = append(merged, *m.next())
	}
	return merged
}

// upTo tells how many of the records have at most this number.
func (c *Chain) upTo(seq uint64) int {
	if len(c.Records) == 0 || seq < c.Records[0].Seq {
		return 0
	}
	return int(min(seq-c.Records[0].Seq+1, uint64(len(c.Records))))
}

// merger walks several chains at once.
type merger struct {
	chains []Chain // by writer
	index  map[string]int
	at     []int    // records taken, by chain
	waits  [][]need // what the next record of a chain has to follow
	left   int
}

type need struct{ chain, records int }

func newMerger(chains []Chain) *merger {
	m := &merger{
		chains: slices.SortedFunc(slices.Values(chains), func(a, b Chain) int { return cmp.Compare(a.Writer, b.Writer) }),
		index:  make(map[string]int, len(chains)),
		at:     make([]int, len(chains)),
		waits:  make([][]need, len(chains)),
	}
	for i, c := range m.chains {
		m.index[c.Writer] = i
		m.left += len(c.Records)
	}
	for i := range m.chains {
		m.look(i)
	}
	return m
}

// look finds out what the next record of a chain has to follow.
func (m *merger) look(i int) {
	m.waits[i] = m.waits[i][:0]
	if m.at[i] == len(m.chains[i].Records) {
		return
	}
	for writer, ref := range m.chains[i].Records[m.at[i]].Saw {
		seq, _, ok := ParseRef(ref)
		other, here := m.index[writer]
		if !ok || !here || other == i {
			continue
		}
		m.waits[i] = append(m.waits[i], need{other, m.chains[other].upTo(seq)})
	}
}

// next takes the record that comes next; there must be one left. Should every
// chain wait for another, which no honest writers bring about, the clock
// decides alone.
func (m *merger) next() *Record {
	best, free := -1, false
	for i := range m.chains {
		if m.at[i] == len(m.chains[i].Records) {
			continue
		}
		ready := m.ready(i)
		if best < 0 || ready && !free || ready == free && m.head(i).Clock.Compare(m.head(best).Clock) < 0 {
			best, free = i, ready
		}
	}
	r := m.head(best)
	m.at[best]++
	m.left--
	m.look(best)
	return r
}

func (m *merger) head(i int) *Record { return &m.chains[i].Records[m.at[i]] }

func (m *merger) ready(i int) bool {
	for _, n := range m.waits[i] {
		if m.at[n.chain] < n.records {
			return false
		}
	}
	return true
}
