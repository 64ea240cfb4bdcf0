package load

import (
	"maps"
	"slices"
	"testing"

	"gopkg.in/yaml.v3"
)

// fullDocuments use every key there is.
const fullDocuments = `
apiVersion: bokgu/v1
kind: Inventory
metadata: {name: full, title: {ko: 전체, en: Full}, asOf: 2025-09-26}
tiers: {1: {rto: 2h, weight: 1000}, 2: {rto: 3h}, 3: {weight: 10}, 4: {}}
sites: [{id: daejeon, title: {ko: 대전, en: Daejeon}}]
agencies: [{id: pps, name: 조달청, dutyRoom: 042, contacts: [{role: lead, name: A, phone: 042, checked: 2025-09-01}]}]
rooms: [{id: 7-1, title: R, site: daejeon, floor: 5, atOnce: 12, pause: 20m}]
crews: [{id: ops, title: O, site: daejeon, people: 40, skills: [restart], shifts: [{from: "08:00", to: "8:30"}]}]
methods: {restart: {title: R, skill: restart, people: 1, estimate: {min: 1m, likely: 2m, max: 3m}, success: 0.9}}
defaults: [{where: tier == 1, dependsOn: [a, {id: b, soft: true}]}]
systems:
  - id: a
    name: {ko: 가, en: A}
    class: service
    tier: 1
    dr: server
    grade: {impact: 40, users: 48, spread: 9, asOf: 2024-09-01, source: S}
    agency: pps
    site: daejeon
    room: 7-1
    public: true
    lifeSafety: false
    dependsOn: [b, {id: c, soft: true}]
    recovery: [restart, {method: failover, on: gwangju, needs: [n], lacks: L, estimate: {likely: 2h}}]
    backup: {at: 2025-09-26T02:00:00+09:00, where: gwangju}
    probes: [{http: "https://a", expect: 200}, {tcp: "host:443"}]
    continuity: {kind: counter, means: M, maxDuration: 3d}
    mustBy: [{at: 2025-10-10T18:00:00+09:00, what: W}]
    contacts: [{name: B}]
    labels: {synthetic: "true", blank: }
---
apiVersion: bokgu/v1
kind: Playbook
metadata: {name: full, title: {ko: 전체, en: Full}}
roles: [{id: duty, title: {ko: 당직, en: duty}}]
steps:
  - id: assess
    title: T
    target: 30m
    opens: hours > 1
    passed: hours > 2
    tasks:
      - {id: a, title: T, do: {confirm: true}, optional: true}
      - {id: b, title: T, do: {confirm: {ko: 가, en: a}}}
      - {id: c, title: T, do: {run: {argv: [a, 1], env: {A: b}}}, timeout: 1m, retries: 2}
      - {id: d, title: T, do: {probe: true}}
      - {id: e, title: T, do: {record: {fields: [{id: f, title: F, type: enum, required: true, values: [a, b]}]}}}
      - {id: f, title: T, do: {decide: {question: Q, options: [{id: y, title: Y, declines: false}]}}}
      - {id: g, title: T, do: {approve: {n: 2, of: duty}}}
      - {id: h, title: T, do: {notify: {to: duty, text: T}}}
      - id: i
        title: T
        why: W
        role: duty
        per: system
        where: tier == 1
        after: [a]
        due: 1h
        watch: {1: 1h, 2: 2h, 3: 3h, 4: 4h, other: 1d}
        every: 2h
        at: ["08:00"]
        waits: {event: fire-out}
        progress: {of: 767}
        required: true
        evidence: true
        do: {confirm: T}
        brings: resumed
        starts: true
        method: restart
        failback: false
        reopens: [a]
---
apiVersion: bokgu/v1
kind: Workspace
metadata: {name: full, title: T}
inventory: [a, b]
playbook: mass-outage
incidents: incidents
mirrors: [/media/a, {path: /media/b, title: B}]
language: ko
---
apiVersion: bokgu/v1
kind: Workspace
inventory: a
`

func fullDocument(t *testing.T) (*source, []*yaml.Node) {
	t.Helper()
	src, _ := newSource(File{Name: "full.yaml", Data: []byte(fullDocuments)})
	roots, err := decode(src.data)
	if err != nil {
		t.Fatal(err)
	}
	return src, roots
}

// The document under test uses every key of every kind, and agrees.
func TestEveryKeyIsTried(t *testing.T) {
	compiled := schemas(t)
	src, roots := fullDocument(t)
	byKind := map[string][]*yaml.Node{}
	for _, root := range roots {
		if difference, sound := disagree(t, compiled, src, root); !sound {
			t.Error(difference, brief(reading(src, root)))
		}
		kind := child(root, "kind").Value
		byKind[kind] = append(byKind[kind], root)
	}
	uses := map[string]int{}
	for _, kind := range Kinds() {
		countKeys(kindShape(kind), byKind[kind], kind, uses)
	}
	for _, key := range slices.Sorted(maps.Keys(uses)) {
		if uses[key] == 0 {
			t.Errorf("%s is in no document", key)
		}
	}
	if len(uses) < 100 {
		t.Errorf("only %d keys", len(uses))
	}
}

// countKeys counts how often the nodes have each key of a shape. What has a
// name is counted under it, wherever it stands.
func countKeys(s *shape, nodes []*yaml.Node, path string, uses map[string]int) {
	if s.name != "" {
		path = s.name
	}
	for _, way := range slices.Concat(s.AnyOf, s.AllOf) {
		countKeys(way, nodes, path, uses)
	}
	for key, part := range s.Properties {
		var vals []*yaml.Node
		for _, n := range nodes {
			if v := child(n, key); v != nil {
				vals = append(vals, v)
			}
		}
		uses[path+"."+key] += len(vals)
		countKeys(part, vals, path+"."+key, uses)
	}
	var parts []*yaml.Node
	for _, n := range nodes {
		parts = append(parts, n.Content...)
	}
	if s.Items != nil {
		countKeys(s.Items, parts, path+"[]", uses)
	}
	if others, ok := s.Others.(*shape); ok {
		countKeys(others, parts, path+".*", uses)
	}
}

// At every place of the full documents some of all values are put, and every
// key is left out once: reader and schemas agree each time.
func TestSchemasAgreeWithTheReaderOnEveryKey(t *testing.T) {
	const step = 20 // takes every so manyeth value, other ones at each place
	compiled := schemas(t)
	src, roots := fullDocument(t)
	c := newChanger(t, nil)
	tried := 0
	for _, root := range roots {
		agree := func() {
			tried++
			if difference, _ := disagree(t, compiled, src, root); difference != "" {
				text, _ := yaml.Marshal(root)
				t.Fatalf("%s\n%s", difference, text)
			}
		}
		for at, n := range partsOf(root) {
			for i := range n.Content {
				if n.Kind == yaml.MappingNode && i%2 == 0 {
					whole := n.Content
					n.Content = slices.Concat(whole[:i], whole[i+2:])
					agree()
					n.Content = whole
					continue
				}
				was := n.Content[i]
				for v := (at + i) % step; v < len(c.scalars); v += step {
					n.Content[i] = c.scalars[v]
					agree()
				}
				n.Content[i] = was
			}
		}
	}
	t.Log(tried, "documents tried")
}

// What a schema gives as an example, it and the reader take.
func TestExamplesOfShapesAreTaken(t *testing.T) {
	compiled := schemas(t)
	src, _ := newSource(File{Name: "f.yaml"})
	for _, test := range []struct {
		shape *shape
		head  string
		tail  string
	}{
		{durationShape(), "tiers: {1: {rto: ", "}}"},
		{momentShape(), "systems: [{id: a, name: A, backup: {at: ", "}}]"},
		{dayShape(), "metadata: {asOf: ", "}"},
		{clockShape(), "crews: [{id: a, shifts: [{from: ", ", to: 09:00}]}]"},
	} {
		if len(test.shape.Examples) == 0 {
			t.Errorf("no example for %s", test.head)
		}
		for _, example := range test.shape.Examples {
			roots, err := decode([]byte(inventoryHead + test.head + example + test.tail))
			if err != nil {
				t.Fatal(err)
			}
			if difference, sound := disagree(t, compiled, src, roots[0]); !sound {
				t.Errorf("%s: %s %s", example, difference, brief(reading(src, roots[0])))
			}
		}
	}
}

// A name stands for one shape, and no mapping stands in a schema twice.
func TestRepeatedShapesHaveOneName(t *testing.T) {
	byName, byText := map[string]string{}, map[string]bool{}
	var walk func(s *shape)
	walk = func(s *shape) {
		if s == nil {
			return
		}
		bare := *s
		bare.name = ""
		written, err := bare.gather(map[string]*shape{}).write()
		if err != nil {
			t.Fatal(err)
		}
		text := string(written)
		if s.name != "" {
			if before, met := byName[s.name]; met {
				if before != text {
					t.Errorf("%s is two shapes:\n%s\n%s", s.name, before, text)
				}
				return
			}
			byName[s.name] = text
		} else if s.Others != nil {
			if byText[text] {
				t.Errorf("give it a name:\n%s", text)
			}
			byText[text] = true
		}
		for _, key := range slices.Sorted(maps.Keys(s.Properties)) {
			walk(s.Properties[key])
		}
		for _, part := range slices.Concat(s.AnyOf, s.AllOf, []*shape{s.Items, s.Names, s.Not, s.If, s.Then}) {
			walk(part)
		}
		others, _ := s.Others.(*shape)
		walk(others)
	}
	walk(anyKind())
}
