package load

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"gopkg.in/yaml.v3"
)

// estate is a synthetic inventory of n systems in the proportions of a large
// centre: four tiers, eight rooms, shared gear by room, some needs between
// systems.
func estate(n int) []byte {
	var b bytes.Buffer
	b.WriteString(inventoryHead + "rooms:\n")
	for r := range 8 {
		fmt.Fprintf(&b, "  - {id: \"%d\", site: daejeon, floor: %d}\n", r, r/2+2)
	}
	b.WriteString("agencies: [{id: agency, name: {ko: 기관, en: Agency}, dutyRoom: \"042-000-0000\"}]\ndefaults:\n")
	for r := range 8 {
		fmt.Fprintf(&b, "  - {where: 'class == \"service\" && room == \"%d\"', dependsOn: [gear-%d]}\n", r, r)
	}
	b.WriteString("systems:\n")
	for r := range 8 {
		fmt.Fprintf(&b, "  - {id: gear-%d, name: {ko: 장비 %d, en: Gear %d}, class: infrastructure, room: \"%d\"}\n", r, r, r, r)
	}
	for i := range n {
		fmt.Fprintf(&b, "  - id: system-%d\n    name: {ko: 시스템 %d, en: System %d}\n    tier: %d\n    dr: backup\n    agency: agency\n    site: daejeon\n    room: \"%d\"\n    public: %t\n", i, i, i, i%4+1, i%8, i%3 == 0)
		if i > 10 && i%3 == 0 {
			fmt.Fprintf(&b, "    dependsOn: [system-%d, {id: system-%d, soft: true}]\n", i/2, i/3)
		}
		b.WriteString("    recovery: [restart, restore-backup]\n    continuity: {kind: counter, means: {ko: 창구 방문, en: visit the counter}}\n    labels: {synthetic: \"true\"}\n")
	}
	return b.Bytes()
}

func BenchmarkParse(b *testing.B) {
	for _, n := range []int{647, 10_000} {
		data := estate(n)
		b.Run(fmt.Sprintf("nodes only/%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				decoder := yaml.NewDecoder(bytes.NewReader(data))
				for {
					var node yaml.Node
					if err := decoder.Decode(&node); err == io.EOF {
						break
					} else if err != nil {
						b.Fatal(err)
					}
				}
			}
		})
		b.Run(fmt.Sprintf("load and check/%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if bundle := Parse([]File{{Name: "estate.yaml", Data: data}}); bundle.Findings.Errors() {
					b.Fatal(brief(bundle.Findings))
				}
			}
		})
	}
}
