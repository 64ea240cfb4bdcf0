package load

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"github.com/bokgu/bokgu/pkg/diag"
)

// everyKey are small documents that together use every key there is.
func everyKey(t *testing.T) (*source, []*yaml.Node) {
	t.Helper()
	var text strings.Builder
	add := func(kind, frame string, bodies ...string) {
		for _, body := range bodies {
			fmt.Fprintf(&text, "---\napiVersion: bokgu/v1\nkind: %s\n%s\n", kind, strings.ReplaceAll(frame, "BODY", body))
		}
	}
	add("Inventory", "BODY",
		`metadata: {name: full, title: {ko: 전체, en: Full}, asOf: 2025-09-26}`,
		`tiers: {1: {rto: 2h, rpo: 1d, weight: 1000}, 2: {rto: 3h}, 3: {weight: 10}, 4: {}}`,
		`sites: [{id: daejeon, title: 대전}]`,
		`agencies: [{id: pps, name: 조달청, dutyRoom: 042, contacts: [{role: lead, name: A, phone: 042, checked: 2025-09-01}]}]`,
		`rooms: [{id: 7-1, title: R, site: daejeon, floor: 5, atOnce: 12, pause: 20m}]`,
		`crews: [{id: ops, title: O, site: daejeon, people: 40, skills: [restart], shifts: [{from: "08:00", to: "8:30"}]}]`,
		`methods: {restart: {title: R, skill: restart, people: 1, estimate: {min: 1m, likely: 2m, max: 3m}, success: 0.9}}`,
		`defaults: [{where: tier == 1, dependsOn: [a, {id: b, soft: true}]}]`,
	)
	add("Inventory", "systems: [{id: a, name: {ko: 가, en: A}, BODY}]",
		`class: service, tier: 1, dr: server`,
		`grade: {impact: 40, users: 48, spread: 9, asOf: 2024-09-01, source: S}`,
		`agency: pps, site: daejeon, room: 7-1, public: true, lifeSafety: false`,
		`dependsOn: [b, {id: c, soft: true}]`,
		`recovery: [restart, {method: failover, on: gwangju, needs: [n], lacks: L, estimate: {likely: 2h}}]`,
		`backup: {at: 2025-09-26T02:00:00+09:00, where: gwangju}`,
		`probes: [{http: "https://a", expect: 200}, {tcp: "host:443"}]`,
		`continuity: {kind: counter, means: M, maxDuration: 3d}`,
		`mustBy: [{at: 2025-10-10T18:00:00+09:00, what: W}], contacts: [{name: B}]`,
		`labels: {synthetic: "true", blank: }`,
	)
	add("Playbook", "metadata: {name: full, title: {ko: 전체, en: Full}}\nsteps: []\nBODY",
		`roles: [{id: duty, title: {ko: 당직, en: duty}}]`)
	add("Playbook", "metadata: {name: full}\nsteps: [{id: assess, BODY}]",
		`title: T, target: 30m, opens: hours > 1, passed: hours > 2`,
		`tasks: [{id: a, title: T, why: W, role: duty, per: system, where: tier == 1, do: {confirm: true}}]`,
		`tasks: [{id: a, title: T, do: {confirm: {ko: 가, en: a}}, after: [a], due: 1h, every: 2h, at: ["08:00"]}]`,
		`tasks: [{id: a, title: T, do: {probe: true}, watch: {1: 1h, 2: 2h, 3: 3h, 4: 4h, other: 1d}}]`,
		`tasks: [{id: a, title: T, do: {confirm: T}, waits: {event: fire-out}, progress: {of: 767}, required: true}]`,
		`tasks: [{id: a, title: T, do: {confirm: T}, optional: true, evidence: true, timeout: 1m, retries: 2}]`,
		`tasks: [{id: a, title: T, do: {confirm: T}, brings: resumed, starts: true, method: restart, failback: false, reopens: [a]}]`,
		`tasks: [{id: a, title: T, do: {run: {argv: [a, 1], env: {A: b}}}}]`,
		`tasks: [{id: a, title: T, do: {record: {fields: [{id: f, title: F, type: enum, required: true, values: [a, b]}]}}}]`,
		`tasks: [{id: a, title: T, do: {decide: {question: Q, options: [{id: y, title: Y, declines: false}]}}}]`,
		`tasks: [{id: a, title: T, do: {approve: {n: 2, of: duty}}}, {id: b, title: T, do: {notify: {to: duty, text: T}}}]`,
	)
	add("Workspace", "BODY",
		`metadata: {name: full, title: T}`,
		`inventory: [a, b]`,
		`inventory: a`,
		"playbook: mass-outage\nincidents: incidents\nlanguage: ko",
		`mirrors: [/media/a, {path: /media/b, title: B}]`,
		`drills: [a, b]`,
		`checks: {severity: {no-room: error}, ignore: [{rule: no-room, where: tier == 4, file: a.yaml, reason: R, until: 2026-12-31}]}`,
		`coverage: {tiers: 95%, grades: 5%, owners: {tier1-2: 100%, all: 0%}, contacts: 1%, needs: 1%, ladders: 1%, estimates: 1%}`,
		`coverage: {probes: 1%, substitutes: 1%, backups: 1%, inversions: 1%, translations: 1%, simulated: 1%, played: 1%}`,
		`channels: [{title: {ko: 메일, en: mail}, system: mail, instead: telephone}]`,
		`exercised: {every: 180d}`,
	)
	addDrills(add)
	add("Exercised", "passed: [{drill: D, at: 2026-03-01, BODY}]",
		`played: {people: [A, B]}, elsewhere: [a]`,
		`simulated: {runs: 100, seed: 7}, of: {inventory: `+strings.Repeat("a", 64)+`, playbook: "`+strings.Repeat("0", 64)+`"}, services: 2, back: all, except: [a]`,
		`simulated: {runs: 1}, back: [a, b]`,
	)
	src, _ := newSource(File{Name: "every.yaml", Data: []byte(text.String())})
	roots, err := decode(src.data)
	if err != nil {
		t.Fatal(err)
	}
	return src, roots
}

func addDrills(add func(kind, frame string, bodies ...string)) {
	const frame = "metadata: {name: full, title: T, about: {ko: 가, en: A}}\nstart: 2025-09-26T20:15:00+09:00\n"
	add("Drill", frame+"BODY",
		"inventory: [a, b]\nplaybook: p\nseed: 7\nuntil: 10d\ncurve: c.csv",
		"inventory: a\nuntil: 2025-10-26T20:15:00+09:00",
		`outage: {title: T, stopped: tier == 1, damaged: tier == 2, unknown: tier == 3, suspected: true, noticed: 20m}`,
		`outage: {hidden: [{systems: [a], count: 1, condition: damaged, needs: [b], found: 3h}, {systems: public, needs: [b]}]}`,
		`crews: [{crew: ops, people: 0}]`,
		`people: {hands: 3, pace: {min: 2m, likely: 6m, max: 20m}, takes: [{task: a, takes: 1h}], also: [a], order: [a], report: 1h, gather: 6h}`,
		`decisions: [{task: a, systems: [a], count: 1, option: b, takes: {likely: 1h}, at: 2h}]`,
		`expect: [{id: a, title: T, severity: warning, that: back > 0, by: 1h, share: 0.8}, {id: b, that: back > 0, at: 1h}]`,
		`expect: [{id: a, always: back > 0}, {id: b, never: back > 0}, {id: c, atStart: tier == 1}, {id: d, forEach: tier == 1, that: runs}]`,
	)
	add("Drill", frame+"injects: [{at: 1h, BODY}]",
		`id: a, say: {ko: 가, en: A}, event: fire-out`,
		`ready: [a], count: 1`,
		`down: tier == 1`,
		`works: [a]`,
		`found: {systems: [a], count: 1, condition: damaged, suspected: true}`,
		`fails: {systems: [a], count: 1, method: restart, times: 2, note: N}`,
		`data: {systems: [a], count: 1, is: lost}`,
		`hold: {where: tier == 1, reason: R, owner: O}`,
		`lift: a`,
		`stop: true`,
		`crew: {crew: ops, people: 0}`,
		`expect: {system: a, between: 4h, and: 9h, from: Kim}`,
		`probe: {system: a, ok: false, says: S}`,
		`task: {task: a, systems: [a], count: 1, outcome: done, option: b, fields: {f: x}, reason: R, note: N}`,
	)
}

// The documents under test use every key of every kind.
func TestEveryKeyIsTried(t *testing.T) {
	compiled := schemas(t)
	src, roots := everyKey(t)
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
	others, _ := s.Others.(*shape)
	for _, each := range append(slices.Collect(maps.Values(s.Patterns)), others) {
		if each != nil {
			countKeys(each, parts, path+".*", uses)
		}
	}
}

// At every place every value is put, and every key is left out once: reader and
// schemas agree each time.
func TestSchemasAgreeWithTheReaderOnEveryKey(t *testing.T) {
	compiled := schemas(t)
	src, roots := everyKey(t)
	values := append(newChanger(t, nil).scalars, edges(t)...)
	tried, known := 0, map[string]bool{}
	for _, root := range roots {
		word := child(root, "kind").Value
		kind := compiled[word]
		agree := func() {
			tried++
			found := slices.DeleteFunc(reading(src, root), func(f diag.Finding) bool { return !ofStructure(f) })
			if err := kind.Validate(instance(t, root)); (err == nil) != (len(found) == 0) {
				text, _ := yaml.Marshal(root)
				t.Fatalf("reader:\n%s\nschema: %v\n%s", brief(found), err, text)
			}
		}
		eachPlace(root, word, func(place string, n *yaml.Node, i int) {
			if known[place] {
				return
			}
			known[place] = true
			whole, was := n.Content, n.Content[i]
			if n.Kind == yaml.MappingNode {
				n.Content = slices.Concat(whole[:i-1], whole[i+1:])
				agree()
				n.Content = whole
			}
			for _, v := range values {
				n.Content[i] = v
				agree()
			}
			n.Content[i] = was
		})
	}
	if tried < 10_000 {
		t.Errorf("only %d documents tried", tried)
	}
}

// eachPlace visits what holds a value, and where in it, for each value below
// the root but the kind.
func eachPlace(n *yaml.Node, path string, visit func(path string, n *yaml.Node, at int)) {
	for i, part := range n.Content {
		place := fmt.Sprintf("%s[%d]", path, i)
		if n.Kind == yaml.MappingNode {
			if i%2 == 0 || n.Content[i-1].Value == "kind" {
				continue
			}
			place = path + "." + n.Content[i-1].Value
		}
		visit(place, n, i)
		eachPlace(part, place, visit)
	}
}

// edges are the numbers at the bounds of all shapes and just beyond them.
func edges(t *testing.T) []*yaml.Node {
	t.Helper()
	text, err := Schema("")
	if err != nil {
		t.Fatal(err)
	}
	var edges []*yaml.Node
	known := map[int]bool{}
	for _, bound := range regexp.MustCompile(`"(?:min|max)imum": (-?[0-9]+)`).FindAllSubmatch(text, -1) {
		at, err := strconv.Atoi(string(bound[1]))
		if err != nil {
			t.Fatal(err)
		}
		for n := at - 1; n <= at+1; n++ {
			if !known[n] {
				known[n] = true
				edges = append(edges, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!int", Value: strconv.Itoa(n), Line: 1, Column: 1})
			}
		}
	}
	return edges
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
		for _, parts := range []map[string]*shape{s.Properties, s.Patterns} {
			for _, key := range slices.Sorted(maps.Keys(parts)) {
				walk(parts[key])
			}
		}
		for _, part := range slices.Concat(s.AnyOf, s.AllOf, []*shape{s.Items, s.Names, s.Not, s.If, s.Then}) {
			walk(part)
		}
		others, _ := s.Others.(*shape)
		walk(others)
	}
	walk(anyKind())
}
