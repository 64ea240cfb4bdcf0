package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/bokgu/bokgu/pkg/inventory"
	"github.com/bokgu/bokgu/pkg/plan"
)

func published(t *testing.T) curve {
	t.Helper()
	c, err := readCurve(filepath.Join("..", "curve.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if len(c) < 50 {
		t.Fatalf("only %d counts", len(c))
	}
	return c
}

func TestThePublishedCurveOnlyRises(t *testing.T) {
	c := published(t)
	for i, p := range c {
		if p.restored < 0 || p.restored > p.total || p.total != 647 && p.total != 709 {
			t.Errorf("%s: %d of %d", p.at, p.restored, p.total)
		}
		if !strings.HasPrefix(p.source, "http") {
			t.Errorf("%s: no source", p.at)
		}
		if i == 0 {
			continue
		}
		if before := c[i-1]; !p.at.After(before.at) || p.restored < before.restored || p.total < before.total {
			t.Errorf("%s: %d of %d after %d of %d at %s", p.at, p.restored, p.total, before.restored, before.total, before.at)
		}
	}
	if last := c[len(c)-1]; last.restored != last.total || last.tiers != last.of {
		t.Errorf("ends with %+v", last)
	}
}

func TestTiersAddUpWhereTheyAreSaidTo(t *testing.T) {
	adding := 0
	for _, p := range published(t) {
		sum := p.tiers[1] + p.tiers[2] + p.tiers[3] + p.tiers[4]
		if p.sums != (p.tiers.known() && sum == p.restored) {
			t.Errorf("%s: tiers %v, restored %d, said to add up: %t", p.at, p.tiers, p.restored, p.sums)
		}
		if p.of.known() && p.of[1]+p.of[2]+p.of[3]+p.of[4] != p.total {
			t.Errorf("%s: totals %v of %d", p.at, p.of, p.total)
		}
		if p.sums {
			adding++
		}
	}
	if adding < 15 {
		t.Errorf("only %d counts give all four tiers", adding)
	}
}

// Before the recount the tiers were graded anew, and tier 1 fell by one.
func TestTiersOnlyRiseOnceGradedForGood(t *testing.T) {
	var last perTier
	for _, p := range published(t) {
		if p.total != 709 {
			continue
		}
		for tier := 1; tier <= 4; tier++ {
			n := p.tiers[tier]
			if n == unsaid {
				continue
			}
			if n < last[tier] || p.of.known() && n > p.of[tier] {
				t.Errorf("%s: tier %d is %d after %d, of %d", p.at, tier, n, last[tier], p.of[tier])
			}
			last[tier] = n
		}
	}
}

func TestReturnsMeetEveryPublishedCount(t *testing.T) {
	c := published(t)
	for _, p := range c {
		var n perTier
		list := c.returns(p.at)
		for i, r := range list {
			n[r.Tier]++
			if i > 0 && r.At.Before(list[i-1].At) {
				t.Fatalf("%s: return %d stands before the one before it", p.at, i)
			}
		}
		if len(list) != p.restored {
			t.Errorf("%s: %d returns, %d published", p.at, len(list), p.restored)
		}
		for tier := 1; tier <= 4 && p.sums; tier++ {
			if off := n[tier] - p.tiers[tier]; off < -1 || off > 1 {
				t.Errorf("%s: tier %d has %d returns, %d published", p.at, tier, n[tier], p.tiers[tier])
			}
		}
	}
}

func TestRateCountsTheLastDaysOnly(t *testing.T) {
	at := moment(10, 10, 12, 0)
	ago := func(days float64, tier inventory.Tier) plan.Return {
		return plan.Return{At: at.Add(-time.Duration(days * 24 * float64(time.Hour))), Tier: tier}
	}
	returns := []plan.Return{ago(9, 1), ago(4, 1), ago(3, 2), ago(1, 2), ago(0, 2), ago(-1, 1)}
	for _, c := range []struct {
		tier inventory.Tier
		days int
		want float64
	}{{inventory.UnknownTier, 4, 0.75}, {inventory.UnknownTier, 5, 0.8}, {1, 5, 0.2}, {2, 2, 1}, {3, 5, 0}} {
		if got := rate(returns, c.tier, at, c.days); got != c.want {
			t.Errorf("tier %d over %d days: %v a day, want %v", c.tier, c.days, got, c.want)
		}
	}
}
