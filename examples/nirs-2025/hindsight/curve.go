package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/plan"
)

// perTier holds a number for each tier at 1 to 4; 0 stays empty.
type perTier [5]int

// point is one published count. Tiers that a source does not give are unsaid.
type point struct {
	at              time.Time
	total, restored int
	tiers, of       perTier
	sums            bool // the four tiers add up to restored
	source          string
}

const unsaid = -1

// curve is the published course, in the order of time.
type curve []point

func kst() *time.Location { return time.FixedZone("KST", 9*60*60) }

// moment is a time of 2025 in Korea.
func moment(month time.Month, day, hour, minute int) time.Time {
	return time.Date(2025, month, day, hour, minute, 0, 0, kst())
}

func readCurve(path string) (curve, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	r := csv.NewReader(file)
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	var c curve
	for n, row := range rows[1:] {
		p, err := readPoint(row)
		if err != nil {
			return nil, fmt.Errorf("%s: row %d: %w", path, n+1, err)
		}
		c = append(c, p)
	}
	return c, nil
}

// readPoint reads time, precision, total, restored, four tiers, four totals,
// whether they add up, source.
func readPoint(row []string) (point, error) {
	at, err := time.ParseInLocation("2006-01-02 15:04", row[0], kst())
	if err != nil {
		return point{}, err
	}
	p := point{at: at, sums: row[12] == "ok", source: row[13]}
	cells := []*int{&p.total, &p.restored}
	for _, tiers := range []*perTier{&p.tiers, &p.of} {
		for t := 1; t <= 4; t++ {
			cells = append(cells, &tiers[t])
		}
	}
	for i, cell := range cells {
		if *cell = unsaid; row[i+2] == "" {
			continue
		}
		if *cell, err = strconv.Atoi(row[i+2]); err != nil {
			return point{}, err
		}
	}
	return p, nil
}

// known says whether all four tiers are given.
func (t perTier) known() bool {
	return t[1] != unsaid && t[2] != unsaid && t[3] != unsaid && t[4] != unsaid
}

// began is when the first system could be started: network and security gear
// complete (segye 20250928512551).
func began() time.Time { return moment(9, 28, 11, 25) }

// returns are the systems back until then, one by one, spread evenly between
// the published counts.
func (c curve) returns(until time.Time) []plan.Return {
	var list []plan.Return
	var so perTier
	split := c.splitter()
	before := point{at: began()}
	for _, p := range c {
		for n := before.restored + 1; n <= p.restored; n++ {
			step := float64(n-before.restored) / float64(p.restored-before.restored)
			at := before.at.Add(time.Duration(step * float64(p.at.Sub(before.at))))
			if at.After(until) {
				return list
			}
			tier := split.next(n, so)
			so[tier]++
			list = append(list, plan.Return{At: at, Tier: tier})
		}
		before = p
	}
	return list
}

// of is what the counts of that time are out of: in all, and by tier.
func (c curve) of(at time.Time) (total int, tiers perTier) {
	for _, p := range c {
		if p.at.After(at) {
			break
		}
		total = p.total
		if p.of.known() {
			tiers = p.of
		}
	}
	return total, tiers
}

// splitter says how a total is split among the tiers.
type splitter struct {
	first []knot    // tier 1 over the total
	rest  [5][]knot // tiers 2 to 4 over what tier 1 leaves
}

// knot is a corner of a line.
type knot struct{ x, y float64 }

func (c curve) splitter() splitter {
	var s splitter
	s.first = []knot{{}}
	for i, p := range c {
		if p.tiers[1] == unsaid {
			continue
		}
		lowest := p.tiers[1] // of this count and all later ones
		for _, later := range c[i:] {
			if later.tiers[1] != unsaid {
				lowest = min(lowest, later.tiers[1])
			}
		}
		s.first = append(s.first, knot{float64(p.restored), float64(lowest)})
	}
	for t := 2; t <= 4; t++ {
		s.rest[t] = []knot{{}}
	}
	for _, p := range c {
		for t := 2; t <= 4 && p.sums; t++ {
			s.rest[t] = append(s.rest[t], knot{float64(p.restored - p.tiers[1]), float64(p.tiers[t])})
		}
	}
	return s
}

// next is the tier of the n-th return: the one that lags most behind its share,
// given how many of each tier there were.
func (s splitter) next(n int, so perTier) inventory.Tier {
	first := on(s.first, float64(n))
	best, lag := inventory.Tier(1), first-float64(so[1])
	for t := 2; t <= 4; t++ {
		if l := on(s.rest[t], float64(n)-first) - float64(so[t]); l > lag {
			best, lag = inventory.Tier(t), l
		}
	}
	return best
}

// on is the height of a line of ascending corners at x.
func on(line []knot, x float64) float64 {
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		if x <= b.x && b.x > a.x {
			return a.y + (b.y-a.y)*(x-a.x)/(b.x-a.x)
		}
	}
	return line[len(line)-1].y
}
