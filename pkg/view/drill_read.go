package view

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/bokgu/bokgu/pkg/drill"
)

// MaxDrillFile is how large a file ReadDrillJSON reads, in bytes.
const MaxDrillFile = 64 << 20

// DrillFileError says why a file is no result of a drill.
type DrillFileError struct {
	Code  string // json, format, kind, field, large
	Value string // what stands there instead, or the field that is wrong
}

// Error is for developers; the edge words it for people.
func (e *DrillFileError) Error() string { return "no drill result: " + e.Code + " " + e.Value }

// earlierJSON is what a comparison needs of what DrillJSON writes, of any kind.
// Later additions are ignored.
type earlierJSON struct {
	head
	Drill  string `json:"drill"`
	Seed   uint64 `json:"seed"`
	Runs   int    `json:"runs"`
	Expect []struct {
		ID  string `json:"id"`
		Met bool   `json:"met"`
	} `json:"expectations"`
	Tiers  []earlierTierJSON `json:"tiers"`
	All    earlierTierJSON   `json:"all"`
	Counts struct {
		Actions int `json:"actions"`
	} `json:"counts"`
	Actions quantilesJSON `json:"actions"`
	Drills  []earlierJSON `json:"drills"`
}

type earlierTierJSON struct {
	Tier string `json:"tier"`
	All  *int64 `json:"all"` // of one run
	P50  *int64 `json:"p50"` // of several
}

// ReadDrillJSON reads the results that DrillJSON wrote. The error is a
// *DrillFileError, or that of the reader.
func ReadDrillJSON(r io.Reader) ([]drill.Summary, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxDrillFile+1))
	if err != nil {
		return nil, err
	}
	if len(data) > MaxDrillFile {
		return nil, &DrillFileError{Code: "large"}
	}
	var in earlierJSON
	err = json.Unmarshal(data, &in)
	if err != nil { // another result may be of another shape: what is it?
		in = earlierJSON{}
		if json.Unmarshal(data, &in.head) != nil {
			return nil, &DrillFileError{"json", err.Error()}
		}
	}
	switch {
	case in.Format != formatVersion:
		return nil, &DrillFileError{"format", in.Format}
	case in.Kind != kindDrill && in.Kind != kindSeries && in.Kind != kindDrills:
		return nil, &DrillFileError{"kind", in.Kind}
	case err != nil:
		return nil, &DrillFileError{"json", err.Error()}
	}
	if in.Kind != kindDrills {
		in.Drills = []earlierJSON{in}
	}
	var all []drill.Summary
	for k := range in.Drills {
		s, wrong := in.Drills[k].summary()
		if wrong != "" {
			if in.Kind == kindDrills {
				wrong = fmt.Sprintf("drills[%d].%s", k, wrong)
			}
			return nil, &DrillFileError{"field", wrong}
		}
		all = append(all, s)
	}
	return all, nil
}

// summary is the result as it is compared; wrong names a field that cannot be
// right.
func (j *earlierJSON) summary() (s drill.Summary, wrong string) {
	several := j.Kind == kindSeries
	s = drill.Summary{Drill: j.Drill, Seed: j.Seed, Runs: 1, Commands: j.Counts.Actions}
	if several {
		s.Runs = j.Runs
		if j.Actions.P50 != nil {
			s.Commands = int(*j.Actions.P50)
		}
	}
	switch {
	case j.Kind != kindDrill && !several:
		return s, "kind"
	case j.Drill == "":
		return s, "drill"
	case s.Runs < 1:
		return s, "runs"
	case s.Commands < 0:
		return s, "actions"
	}
	seen := map[string]bool{}
	for k, e := range j.Expect {
		if e.ID == "" || seen[e.ID] {
			return s, fmt.Sprintf("expectations[%d].id", k)
		}
		seen[e.ID] = true
		s.Expect = append(s.Expect, drill.Held{ID: e.ID, Held: e.Met})
	}
	for k := range j.Tiers {
		t, ok := j.Tiers[k].backAfter(several)
		if !ok {
			return s, fmt.Sprintf("tiers[%d]", k)
		}
		s.Tiers = append(s.Tiers, t)
	}
	var ok bool
	if s.All, ok = j.All.backAfter(several); !ok || j.All.Tier != "all" {
		return s, "all"
	}
	return s, ""
}

func (j *earlierTierJSON) backAfter(several bool) (b drill.BackAfter, ok bool) {
	switch j.Tier {
	case "all", "unknown":
	default:
		n, err := strconv.Atoi(j.Tier)
		if err != nil || n < 1 || n > 4 {
			return b, false
		}
		b.Tier = n
	}
	after := j.All
	if several {
		after = j.P50
	}
	if after == nil {
		b.Never = true
		return b, true
	}
	b.After = time.Duration(*after) * time.Second
	return b, *after >= 0 && b.After >= 0
}
