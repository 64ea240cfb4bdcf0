package journal

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// site is a machine of a made-up incident: what it wrote and what it has seen.
type site struct {
	chain Chain
	has   map[string]int // records it has, by writer
	clock Clock
	skew  time.Duration
	codes []string // of its folder, before and after each of its records
}

// incidentOf lets sites write and copy from each other at random; their
// clocks are wrong by hours. It gives the sites with all their chains.
func incidentOf(t *rapid.T) []*site {
	sites := make([]*site, rapid.IntRange(1, 4).Draw(t, "sites"))
	for i := range sites {
		sites[i] = &site{chain: Chain{Writer: fmt.Sprintf("w%d", i)}, has: map[string]int{},
			skew: time.Duration(rapid.IntRange(-100, 100).Draw(t, "skew")) * time.Minute}
	}
	at := time.Date(2025, 9, 26, 20, 27, 0, 0, time.UTC)
	for range rapid.IntRange(1, 40).Draw(t, "steps") {
		s := sites[rapid.IntRange(0, len(sites)-1).Draw(t, "who")]
		from := sites[rapid.IntRange(0, len(sites)-1).Draw(t, "from")]
		if s != from && rapid.Bool().Draw(t, "copy") {
			for w, n := range from.has {
				s.has[w] = max(s.has[w], n)
			}
			continue
		}
		at = at.Add(time.Minute)
		s.write(sites, at)
	}
	return sites
}

// folder is what a site has on its disk.
func (s *site) folder(sites []*site) []Chain {
	var chains []Chain
	for _, other := range sites {
		if n := s.has[other.chain.Writer]; n > 0 {
			chains = append(chains, Chain{Writer: other.chain.Writer, Records: other.chain.Records[:n]})
		}
	}
	return chains
}

func (s *site) write(sites []*site, at time.Time) {
	s.clock = s.clock.Next(at.Add(s.skew)) // of this site only: saw alone tells causes
	r := Record{Version: 1, Incident: "i", Writer: s.chain.Writer, Seq: uint64(len(s.chain.Records) + 1), Clock: s.clock, Type: "note"}
	prev := Start
	if r.Seq == 1 {
		r.Type = TypeOpened
	} else {
		prev = s.chain.Records[r.Seq-2].Sum
	}
	if len(s.has) > 0 {
		r.Saw = map[string]string{}
	}
	for _, other := range sites {
		if n := s.has[other.chain.Writer]; other != s && n > 0 {
			r.Saw[other.chain.Writer] = other.chain.Records[n-1].Ref()
		}
	}
	if _, err := Encode(&r, prev); err != nil {
		panic(err)
	}
	if len(s.has) > 0 {
		s.codes = append(s.codes, Code(s.folder(sites)))
	}
	s.chain.Records = append(s.chain.Records, r)
	s.has[s.chain.Writer] = len(s.chain.Records)
	s.codes = append(s.codes, Code(s.folder(sites)))
}

func all(sites []*site) []Chain {
	var chains []Chain
	for _, s := range sites {
		chains = append(chains, s.chain)
	}
	return chains
}

func refs(records []Record) string {
	var b strings.Builder
	for _, r := range records {
		fmt.Fprintf(&b, "%s:%d ", r.Writer, r.Seq)
	}
	return b.String()
}

func TestMergeKeepsCausesAndDoesNotDependOnArrival(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		chains := all(incidentOf(t))
		merged := Merge(chains)
		total, last := 0, map[string]uint64{}
		for _, c := range chains {
			total += len(c.Records)
		}
		for _, r := range merged {
			if r.Seq != last[r.Writer]+1 {
				t.Fatalf("%s:%d after %d", r.Writer, r.Seq, last[r.Writer])
			}
			last[r.Writer] = r.Seq
			for writer, ref := range r.Saw {
				if seq, _, ok := ParseRef(ref); !ok || seq > last[writer] {
					t.Fatalf("%s:%d stands before %s:%s", r.Writer, r.Seq, writer, ref)
				}
			}
		}
		if len(merged) != total {
			t.Fatalf("%d records of %d", len(merged), total)
		}
		rand.Shuffle(len(chains), func(i, j int) { chains[i], chains[j] = chains[j], chains[i] })
		if a, b := refs(merged), refs(Merge(chains)); a != b {
			t.Fatalf("%s\n%s", a, b)
		}
	})
}

func TestEveryCodeASiteCouldPrintIsFoundLater(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sites := incidentOf(t)
		chains := all(sites)
		if v := Verify(chains); !v.OK {
			t.Fatalf("%+v", v)
		}
		for _, s := range sites {
			for _, code := range s.codes {
				if f, ok := Find(chains, code); !ok || f.Chain {
					t.Fatalf("%s of %s: %+v", code, s.chain.Writer, f)
				}
			}
			for _, r := range s.chain.Records {
				for _, code := range []string{"sha256:" + r.Sum, r.Sum, strings.ToUpper(r.Sum[:16]), r.Ref()} {
					if f, ok := Find(chains, code); !ok || f.Writer != r.Writer || f.Seq != r.Seq {
						t.Fatalf("%s: %+v", code, f)
					}
				}
			}
		}
		if f, ok := Find(chains, Code(chains)); len(Merge(chains)) > 0 && (!ok || f.Events != len(Merge(chains))) {
			t.Fatalf("now: %+v", f)
		}
	})
}

func TestCodesOfAnotherHistoryAreNotFound(t *testing.T) {
	chains := []Chain{{Writer: "lee-x-1", Records: decode(t, chainOf(t, "lee-x-1", 5))}}
	for _, code := range []string{"", "-", "3f9a-11c0-77be", "sha256:", "sha256:" + Start, "7:0123456789abcdef", "x", "zzzz-zzzz-zzzz",
		chains[0].Records[2].Sum[:15], "2:" + chains[0].Records[2].Sum[:16]} {
		if f, ok := Find(chains, code); ok {
			t.Errorf("%q is found at %+v", code, f)
		}
	}
}

func TestVerifyNamesWhatOthersSawOtherwise(t *testing.T) {
	lee := Chain{Writer: "lee-x-1", Records: decode(t, chainOf(t, "lee-x-1", 5))}
	kim := func(saw ...string) Chain {
		records := decode(t, chainOf(t, "kim-y-2", len(saw)+1))
		for i, ref := range saw {
			records[i+1].Saw = map[string]string{"lee-x-1": ref}
		}
		return Chain{Writer: "kim-y-2", Records: records}
	}
	third, fifth := lee.Records[2].Ref(), lee.Records[4].Ref()
	other := "3:" + strings.Repeat("0", 16)
	cut := Chain{Writer: "lee-x-1", Records: lee.Records[:4]}
	for name, c := range map[string]struct {
		chains  []Chain
		ok      bool
		reason  Reason
		line    int
		missing bool
	}{
		"as seen":   {chains: []Chain{lee, kim(third, fifth)}, ok: true},
		"rewritten": {chains: []Chain{lee, kim(other, fifth)}, reason: Rewritten, line: 3},
		"cut":       {chains: []Chain{cut, kim(third, fifth)}, reason: LostInFolder, line: 5, missing: true},
		"not here":  {chains: []Chain{kim(third)}, reason: LostInFolder, line: 1, missing: true},
		"damaged":   {chains: []Chain{{Writer: "lee-x-1", Fault: &Fault{Reason: WrongSum, Line: 1}}}, reason: WrongSum, line: 1},
		"torn":      {chains: []Chain{{Writer: "lee-x-1", Fault: &Fault{Reason: TornTail, Line: 1}}}, ok: true},
	} {
		v := Verify(c.chains)
		if v.OK != c.ok {
			t.Errorf("%s: ok is %v", name, v.OK)
		}
		report := v.Chains[len(v.Chains)-1] // lee's: the last by name
		fault := report.Damage
		if c.missing {
			fault = report.Missing
		}
		if report.Writer != "lee-x-1" || (fault == nil) != (c.reason == "") {
			t.Errorf("%s: %+v", name, report)
		} else if fault != nil && (fault.Reason != c.reason || fault.Line != c.line) {
			t.Errorf("%s: %v", name, fault)
		}
	}
}

func TestWritersThatClaimToWaitForEachOtherDoNotStopTheMerge(t *testing.T) {
	a, b := decode(t, chainOf(t, "a", 3)), decode(t, chainOf(t, "b", 3))
	a[0].Saw, b[0].Saw = map[string]string{"b": b[2].Ref()}, map[string]string{"a": a[2].Ref(), "gone": b[2].Ref()}
	if merged := Merge([]Chain{{Writer: "b", Records: b}, {Writer: "a", Records: a}}); len(merged) != 6 {
		t.Fatal(refs(merged))
	}
}

func TestMergeOfNewsDoesNotWaitForWhatIsKnown(t *testing.T) {
	a, b := decode(t, chainOf(t, "a", 3)), decode(t, chainOf(t, "b", 3))
	b[1].Saw, b[1].Clock = map[string]string{"a": a[0].Ref()}, Clock{Milli: 1}
	b[2].Saw, b[2].Clock = map[string]string{"a": a[2].Ref()}, Clock{Milli: 2}
	merged := Merge([]Chain{{Writer: "a", Records: a[2:]}, {Writer: "b", Records: b[1:]}})
	if got := refs(merged); got != "b:2 a:3 b:3 " {
		t.Fatal(got)
	}
}
