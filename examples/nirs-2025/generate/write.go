package main

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
)

// file is one file of the inventory.
type file struct {
	name string
	data []byte
}

// sheets says which rooms stand in which file.
var sheets = []struct {
	name, ko, en string
	rooms        []string
}{
	{"systems-floor2.yaml", "2층 1, 2전산실", "floor 2, rooms 1 and 2", []string{"1", "2"}},
	{"systems-floor3.yaml", "3층 3, 4전산실", "floor 3, rooms 3 and 4", []string{"3", "4"}},
	{"systems-floor4.yaml", "4층 5, 6전산실", "floor 4, rooms 5 and 6", []string{"5", "6"}},
	{"systems-room7-1.yaml", "5층 7-1전산실: 불이 난 곳", "floor 5, room 7-1: where the fire was", []string{"7-1"}},
	{"systems-room7.yaml", "5층 7전산실", "floor 5, room 7", []string{"7"}},
	{"systems-room8.yaml", "5층 8전산실", "floor 5, room 8", []string{"8"}},
}

// write makes the files from a filled estate.
func (f *facts) write() []file {
	files := []file{{"agencies.yaml", f.writeAgencies()}}
	for _, sheet := range sheets {
		var b bytes.Buffer
		head(&b, sheet.ko+". labels의 synthetic은 가상, inferred는 추정한 항목.",
			sheet.en+". Labels: synthetic is invented, inferred names what no source states.")
		b.WriteString("systems:\n")
		for _, room := range sheet.rooms {
			for i := range f.systems {
				if f.systems[i].room == room {
					f.systems[i].write(&b)
				}
			}
		}
		files = append(files, file{sheet.name, b.Bytes()})
	}
	return files
}

func head(b *bytes.Buffer, ko, en string) {
	fmt.Fprintf(b, "# %s\n# %s\n# Made by examples/nirs-2025/generate; change its tables, not this file.\n", ko, en)
	b.WriteString("apiVersion: bokgu/v1\nkind: Inventory\n")
}

func (f *facts) writeAgencies() []byte {
	var b bytes.Buffer
	head(&b, "기관. 당직실 번호는 모두 가상.", "Agencies. All duty-room numbers are synthetic.")
	b.WriteString("agencies:\n")
	for i, a := range f.agencies {
		fmt.Fprintf(&b, "  - {id: %s, name: %s, dutyRoom: \"042-000-%04d\"}\n", a.id, text(a.ko, a.en), i+1)
	}
	return b.Bytes()
}

func (s *system) write(b *bytes.Buffer) {
	fmt.Fprintf(b, "  - id: %s\n    name: %s\n    tier: %d\n    dr: %s\n    agency: %s\n    site: daejeon\n    room: %q\n    public: %t\n",
		s.id, text(s.ko, s.en), s.tier, s.dr, s.agency, s.room, s.public)
	if s.lifeSafety {
		b.WriteString("    lifeSafety: true\n")
	}
	list(b, "dependsOn", s.needList())
	list(b, "recovery", s.rungs())
	if s.dr != "none" {
		fmt.Fprintf(b, "    backup: %s\n", s.backup())
	}
	if c := s.substitute; c != nil {
		fmt.Fprintf(b, "    continuity: {kind: %s, means: %s}\n", c.kind, text(c.ko, c.en))
	}
	if d := s.deadline; d != nil {
		fmt.Fprintf(b, "    mustBy: [{at: %s, what: %s}]\n", d.at, text(d.ko, d.en))
	}
	switch {
	case s.synthetic:
		b.WriteString("    labels: {synthetic: \"true\"}\n")
	case len(s.inferred) > 0:
		fmt.Fprintf(b, "    labels: {inferred: %q}\n", strings.Join(s.inferred, ","))
	}
}

func (s *system) needList() []string {
	needs := make([]string, len(s.needs))
	for i, id := range s.needs {
		needs[i] = id
		if hard, soft := strings.CutSuffix(id, "?"); soft {
			needs[i] = "{id: " + hard + ", soft: true}"
		}
	}
	return needs
}

// rungs is the ladder where it is not the usual one.
func (s *system) rungs() []string {
	lacks := ""
	if s.lacksKO != "" {
		lacks = ", lacks: " + text(s.lacksKO, s.lacksEN)
	}
	switch {
	case s.ladder == "older-version":
		return []string{"{method: older-version" + lacks + "}", "restart"}
	case s.dr == "server":
		return []string{"restart", "{method: failover, on: gwangju, needs: [net-gwangju]" + lacks + "}", "restore-backup"}
	case s.zone != burnt:
		return nil
	}
	ladder := []string{"rebuild"}
	if s.ladder == "daegu" {
		ladder = append(ladder, "{method: move, on: daegu, needs: [daegu-cloud]}")
	}
	if s.dr == "backup" {
		ladder = append(ladder, "restore-backup")
	}
	return ladder
}

// backup follows the centre's habit: daily copies to Gwangju for tiers 1 and
// 2, monthly ones to Gongju for the others.
func (s *system) backup() string {
	where := "gongju"
	if s.tier <= 2 {
		where = "gwangju"
	}
	if s.backupAt != "" {
		return fmt.Sprintf("{at: %s, where: %s}", s.backupAt, where)
	}
	return fmt.Sprintf("{where: %s}", where)
}

func list(b *bytes.Buffer, key string, items []string) {
	if len(items) > 0 {
		fmt.Fprintf(b, "    %s: [%s]\n", key, strings.Join(items, ", "))
	}
}

func text(ko, en string) string {
	return "{ko: " + scalar(ko) + ", en: " + scalar(en) + "}"
}

// scalar quotes what YAML might read as something else than these words.
func scalar(s string) string {
	if plain.MatchString(s) {
		return s
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

var plain = regexp.MustCompile(`^[\p{Hangul}A-Za-z(][\p{Hangul}A-Za-z0-9()+·. -]*[\p{Hangul}A-Za-z0-9)+]$`)
