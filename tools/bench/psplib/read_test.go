package main

import (
	"slices"
	"strings"
	"testing"
)

const small = `jobs (incl. supersource/sink ):  3
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        1          1           3
   3        1          0
************************************************************************
REQUESTS/DURATIONS:
jobnr. mode duration  R 1  R 2
------------------------------------------------------------------------
  1      1     0       0    0
  2      1     8       4    0
  3      1     2       0    1
************************************************************************
RESOURCEAVAILABILITIES:
  R 1  R 2
   12   13
`

func TestParseReadsAProject(t *testing.T) {
	p, err := parse(strings.NewReader(small))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(p.Work, []int64{0, 8, 2}) || !slices.Equal(p.Needs.Of(2), []int32{0, 1}) {
		t.Errorf("works %v, needs of the last %v", p.Work, p.Needs.Of(2))
	}
	if uses := p.Kinds[p.Kind[1]].Uses; len(uses) != 1 || uses[0].Amount != 4 || p.Resources[1].Capacity != 13 {
		t.Errorf("uses %v of %v", uses, p.Resources)
	}
}

func TestParseRefusesWhatIsNoProject(t *testing.T) {
	for _, text := range []string{"", "x", strings.Replace(small, "   2        1          1           3", "   2        1          1           1", 1)} {
		if _, err := parse(strings.NewReader(text)); err == nil {
			t.Errorf("read %q", text)
		}
	}
}
