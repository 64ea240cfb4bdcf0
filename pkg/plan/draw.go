package plan

import (
	"math"
	"math/rand/v2"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/schedule"
)

// commonShare is how much of what makes one piece of work longer or shorter
// than foreseen is the same for all work of a run: a tired building is slow
// everywhere. It is the correlation of any two lengths, on the scale of the
// normal distribution; no source gives a figure for outages of this kind.
// Without it the errors of hundreds of estimates cancel out, and a forecast
// looks far surer than it is.
const commonShare = 0.4

// The normal scale on which lengths are drawn: from -deviations to deviations
// in steps of 1/perDeviation. What lies beyond is once in 30,000.
const (
	deviations   = 4
	perDeviation = 32
	scaleSteps   = 2*deviations*perDeviation + 1
)

// scale is a distribution on the normal scale: by step, the part of the way
// from the shortest to the longest, 0 to 1.
type scale [scaleSteps]float32

// at is the value at z deviations from the middle.
func (s *scale) at(z float64) float64 {
	x := (z + deviations) * perDeviation
	if x <= 0 {
		return float64(s[0])
	}
	if x >= scaleSteps-1 {
		return float64(s[scaleSteps-1])
	}
	k := int(x)
	part := x - float64(k)
	// The conversions keep a compiler from fusing the steps, so that every kind of
	// processor rounds alike.
	return float64(float64(s[k])*(1-part)) + float64(float64(s[k+1])*part)
}

// normalShare is how much of the normal distribution lies below z.
func normalShare(z float64) float64 { return math.Erfc(-z/math.Sqrt2) / 2 }

// even is the even distribution.
func even() *scale {
	var s scale
	for k := range s {
		s[k] = float32(normalShare(float64(k)/perDeviation - deviations))
	}
	return &s
}

// pert is the PERT distribution whose most likely value lies at mode, 0 to 1:
// a beta distribution with the mean (1 + 4 mode) / 6.
func pert(mode float64) *scale {
	const cells = 1024
	a, b := 4*mode, 4*(1-mode) // exponents of the density
	var below [cells + 1]float64
	for k := range cells {
		x := (float64(k) + 0.5) / cells
		below[k+1] = below[k] + float64(math.Pow(x, a)*math.Pow(1-x, b))
	}
	var s scale
	cell := 0
	for k := range s {
		want := normalShare(float64(k)/perDeviation-deviations) * below[cells]
		for cell < cells-1 && below[cell+1] < want {
			cell++
		}
		part := (want - below[cell]) / (below[cell+1] - below[cell])
		s[k] = float32((float64(cell) + min(1, max(0, part))) / cells)
	}
	return &s
}

// modes is how finely modes are told apart: so many scales are made at most.
const modes = 64

// scales makes each distribution once.
type scales struct {
	pert [modes + 1]*scale
	even *scale
}

// of is the distribution of an estimate.
func (s *scales) of(e inventory.Estimate) *scale {
	mode := 0
	if span := e.Max - e.Min; span > 0 {
		mode = int(math.Round(float64(e.Likely-e.Min) / float64(span) * modes))
	}
	if s.pert[mode] == nil {
		s.pert[mode] = pert(float64(mode) / modes)
	}
	return s.pert[mode]
}

// length is a length of time that is not known for certain, in seconds.
type length struct {
	low, span float64
	on        *scale
}

func (s *scales) estimate(e inventory.Estimate) length {
	return length{low: e.Min.Seconds(), span: (e.Max - e.Min).Seconds(), on: s.of(e)}
}

// drawn is the length z deviations from its middle.
func (l *length) drawn(z float64) schedule.Time {
	return schedule.Time(math.Round(l.low + float64(l.span*l.on.at(z))))
}

// normals are normal deviations, evenly likely, of which one is drawn by a
// number of normalBits bits.
type normals [1 << normalBits]float32

const normalBits = 10

func newNormals() *normals {
	var n normals
	for k := range n {
		n[k] = float32(math.Sqrt2 * math.Erfinv(2*(float64(k)+0.5)/float64(len(n))-1))
	}
	return &n
}

// deviate draws a deviation of one length in a run with a common factor.
func (n *normals) deviate(draw *rand.PCG, common float64) float64 {
	const own = 1 - commonShare
	bits := draw.Uint64()
	return float64(math.Sqrt(commonShare)*common) + float64(math.Sqrt(own)*float64(n[bits>>(64-normalBits)]))
}
