package main

import (
	"bytes"
	"embed"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
)

//go:embed systems.csv agencies.csv substitutes.csv deadlines.csv
var tables embed.FS

// facts is everything the tables say, and after fill the whole estate.
type facts struct {
	agencies []agency
	systems  []system
}

// agency owns systems; stem is the word its synthetic systems are named with.
type agency struct {
	id, ko, en             string
	stemKO, stemEN, stemID string
	total                  int // systems hit, where a source says so; 0 when not said
	synthetic              int // systems to invent; made by fill
}

// zone is how far the published figures tell places apart.
type zone string

const (
	lower zone = "2-4" // floors 2 to 4
	upper zone = "5"   // rooms 7 and 8 on floor 5
	burnt zone = "7-1" // the room of the fire
)

// system is one service. Empty strings are what no table says.
type system struct {
	id, ko, en, agency string
	tier               int
	zone               zone
	room               string // made by fill
	dr                 string
	public, lifeSafety bool
	needs              []string // ids, a trailing ? makes one soft
	ladder             string   // older-version, daegu, or empty
	lacksKO, lacksEN   string   // what the first or the failover rung lacks
	backupAt           string   // when the last copy was made
	inferred           []string // fields that no source states
	synthetic          bool
	outward            bool // synthetic, and named like something the public uses
	substitute         *substitute
	deadline           *deadline
}

type substitute struct{ kind, ko, en string }

type deadline struct{ at, ko, en string }

// readFacts reads the tables; an error names the table and the row.
func readFacts() (*facts, error) {
	f := &facts{}
	err := rows("agencies.csv", func(r map[string]string) error {
		total, err := number(r["total"])
		f.agencies = append(f.agencies, agency{
			id: r["id"], ko: r["name_ko"], en: r["name_en"],
			stemKO: r["stem_ko"], stemEN: r["stem_en"], stemID: r["stem_id"], total: total,
		})
		return err
	})
	if err != nil {
		return nil, err
	}
	place := map[string]int{}
	err = rows("systems.csv", func(r map[string]string) error {
		s, err := readSystem(r)
		place[s.id] = len(f.systems)
		f.systems = append(f.systems, s)
		return err
	})
	if err != nil {
		return nil, err
	}
	return f, f.readExtras(place)
}

func readSystem(r map[string]string) (system, error) {
	tier, err := number(r["tier"])
	return system{
		id: r["id"], ko: r["name_ko"], en: r["name_en"], agency: r["agency"],
		tier: tier, zone: zone(r["zone"]), dr: r["dr"],
		public: r["public"] == "yes", lifeSafety: r["life_safety"] == "yes",
		needs: fields(r["needs"], ";"), ladder: r["ladder"],
		lacksKO: r["lacks_ko"], lacksEN: r["lacks_en"],
		backupAt:  r["backup_at"],
		inferred:  fields(r["inferred"], ","),
		synthetic: r["source"] == "synthetic",
	}, err
}

// readExtras joins substitutes and deadlines to their systems.
func (f *facts) readExtras(place map[string]int) error {
	err := rows("substitutes.csv", func(r map[string]string) error {
		i, ok := place[r["id"]]
		if !ok {
			return fmt.Errorf("unknown system %q", r["id"])
		}
		f.systems[i].substitute = &substitute{kind: r["kind"], ko: r["ko"], en: r["en"]}
		if r["source"] == "inferred" {
			f.systems[i].inferred = append(f.systems[i].inferred, "continuity")
		}
		return nil
	})
	if err != nil {
		return err
	}
	return rows("deadlines.csv", func(r map[string]string) error {
		i, ok := place[r["id"]]
		if !ok {
			return fmt.Errorf("unknown system %q", r["id"])
		}
		f.systems[i].deadline = &deadline{at: r["at"], ko: r["ko"], en: r["en"]}
		return nil
	})
}

// rows calls use for each row of a table, as a map from the heading.
func rows(name string, use func(map[string]string) error) error {
	data, err := tables.ReadFile(name)
	if err != nil {
		return err
	}
	records, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for n, record := range records[1:] {
		row := make(map[string]string, len(record))
		for i, value := range record {
			row[records[0][i]] = value
		}
		if err := use(row); err != nil {
			return fmt.Errorf("%s: row %d: %w", name, n+2, err)
		}
	}
	return nil
}

func number(s string) (int, error) {
	if s == "" {
		return 0, nil
	}
	return strconv.Atoi(s)
}

// fields splits, and splits nothing into nothing.
func fields(s, sep string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, sep)
}
