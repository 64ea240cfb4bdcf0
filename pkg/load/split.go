package load

import (
	"runtime"
	"sync"
	"sync/atomic"

	"gopkg.in/yaml.v3"

	"github.com/bokgu/bokgu/pkg/inventory"
)

// partSize is how many bytes of a long list are read at once: enough that
// beginning a parser costs nothing beside it, so little that the nodes of all
// parts under way fit in a small memory.
const partSize = 128 << 10

// split is a document whose systems have been read apart from it, several at
// once. Of their nodes only those with an error in them are kept: nodes take
// thirty times the memory of the text, and the places of the others can be
// found again.
type split struct {
	section *yaml.Node // stands for the systems in the document
	systems []inventory.System
	rows    []row
	readers []*reader // what each part found, in order
}

// splitDocument reads a file with a long list of systems. It is false when the
// list is short or the file is not quite as expected; whatever is wrong in it
// is then for reading it as a whole to tell.
func splitDocument(src *source, partSize int) (document, bool) {
	if len(src.data)/2 < partSize {
		return document{}, false
	}
	list, ok := findList(src.data)
	if !ok {
		return document{}, false
	}
	parts := list.parts(partSize)
	if len(parts) < 2 {
		return document{}, false
	}
	root, section, ok := src.frame(&list)
	if !ok {
		return document{}, false
	}
	s := &split{
		section: section,
		systems: make([]inventory.System, len(list.entries)),
		rows:    make([]row, len(list.entries)),
		readers: make([]*reader, len(parts)),
	}
	if !s.read(src, &list, parts) {
		return document{}, false
	}
	return document{src: src, root: root, split: s}, true
}

// part is a run of entries: from the first, up to the one before next.
type part struct{ first, next int }

// parts cuts the list into runs of at least so many bytes.
func (l *longList) parts(size int) []part {
	var parts []part
	first := 0
	for i, entry := range l.entries {
		if entry.to-l.entries[first].from >= size || i == len(l.entries)-1 {
			parts = append(parts, part{first, i + 1})
			first = i + 1
		}
	}
	return parts
}

// read reads all parts, several at once, and stops at the first that cannot be
// read apart.
func (s *split) read(src *source, list *longList, parts []part) bool {
	schema := systemSchema()
	var taken atomic.Int64
	var failed atomic.Bool
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(parts)) {
		wait.Go(func() {
			for !failed.Load() {
				i := int(taken.Add(1)) - 1
				if i >= len(parts) {
					return
				}
				if !s.readPart(src, list, parts[i], i, schema) {
					failed.Store(true)
				}
			}
		})
	}
	wait.Wait()
	return !failed.Load()
}

func (s *split) readPart(src *source, list *longList, p part, at int, schema value[inventory.System]) bool {
	entries := list.entries[p.first:p.next]
	nodes, ok := src.nodes(list, entries)
	if !ok {
		return false
	}
	r := &reader{src: src}
	for k, n := range nodes {
		before := r.errors
		schema.read(r, n, &s.systems[p.first+k])
		at := row{src: src, list: list, span: entries[k]}
		if r.errors > before {
			r.markBad(n)
			at.node = n
		}
		s.rows[p.first+k] = at
	}
	s.readers[at] = r
	return true
}

// systemsField is the systems section, which may have been read before.
func systemsField(rows *rows) field[inventory.Inventory] {
	whole := section("systems", rows, func(v *inventory.Inventory) *[]inventory.System { return &v.Systems }, systemSchema())
	read := func(r *reader, n *yaml.Node, into *inventory.Inventory) {
		s := r.split
		if s == nil || s.section != n {
			whole.read(r, n, into)
			return
		}
		for _, part := range s.readers {
			r.take(part)
		}
		if into.Systems == nil {
			into.Systems = s.systems // most inventories are one file
		} else {
			into.Systems = append(into.Systems, s.systems...)
		}
		rows.lists[whole.key] = append(rows.lists[whole.key], s.rows...)
		*s = split{} // it may be all there is in memory, and more files follow
	}
	return field[inventory.Inventory]{key: whole.key, value: value[inventory.Inventory]{read: read, accepts: whole.accepts}}
}

// take adds what another reader found behind this one.
func (r *reader) take(other *reader) {
	for _, f := range other.findings {
		r.add(f)
	}
	r.errors += other.errors
	for n := range other.bad {
		r.markBad(n)
	}
}
