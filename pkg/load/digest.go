package load

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
	"gopkg.in/yaml.v3"

	"github.com/bokgu/bokgu/pkg/exercise"
)

// Digests are those of what the bundle was read from: see DigestsOf.
func (b *Bundle) Digests() exercise.Digests { return DigestsOf(b.Files) }

// DigestsOf tells the inventory and the playbooks in some files from others, by
// what stands there: comments, line ends, quotes, the order of keys, and the
// order of entries and how they are dealt out over files make no difference.
// What says nothing of how systems come back is left out, so that a list may be
// kept up to date without every drill running out: metadata, phone numbers,
// contacts, grades, labels, the time of the last backup. It reads the files once
// more.
func DigestsOf(files []File) exercise.Digests {
	var lists, books sums
	for _, f := range files {
		src, _ := newSource(f)
		roots, err := decode(src.data)
		if err != nil { // what could be read of it is not sure to be all
			lists.add(string(src.data), nil)
			books.add(string(src.data), nil)
			continue
		}
		for _, root := range roots {
			switch kind := said(root, "kind"); {
			case kind == nil:
			case kind.Value == "Inventory":
				lists.document(root)
			case kind.Value == "Playbook":
				books.document(root)
			}
		}
	}
	return exercise.Digests{Inventory: lists.digest(), Playbook: books.digest()}
}

// sums are the sums of the entries of all sections, in any order.
type sums []string

// document adds the entries of a document.
func (s *sums) document(root *yaml.Node) {
	for k := 0; k+1 < len(root.Content); k += 2 {
		section, val := root.Content[k].Value, root.Content[k+1]
		switch {
		case section == "metadata" || section == "apiVersion" || section == "kind" || isNull(val):
		case val.Kind == yaml.SequenceNode:
			for _, entry := range val.Content {
				s.add(section, entry)
			}
		default:
			s.add(section, val)
		}
	}
}

// add adds one entry of a section; a nil entry is the section's name alone.
func (s *sums) add(section string, entry *yaml.Node) {
	d := digesting{sha256.New()}
	d.text(section)
	if entry != nil {
		d.node(entry, section)
	}
	*s = append(*s, string(d.Sum(nil)))
}

// digest is the sum of the sums, whatever order they came in.
func (s sums) digest() string {
	slices.Sort(s)
	all := sha256.Sum256([]byte(strings.Join(s, "")))
	return hex.EncodeToString(all[:])
}

// digesting writes nodes into a sum.
type digesting struct{ hash.Hash }

// besides says that a key of an inventory says nothing of how systems come
// back.
func besides(in, key string) bool {
	switch key {
	case "contacts", "dutyRoom", "grade", "labels":
		return true
	}
	return in == "backup" && key == "at"
}

func (d digesting) node(n *yaml.Node, in string) {
	switch n.Kind {
	case yaml.MappingNode:
		pairs := make([][2]*yaml.Node, 0, len(n.Content)/2)
		for k := 0; k+1 < len(n.Content); k += 2 {
			if key, val := n.Content[k], n.Content[k+1]; !isNull(val) && !besides(in, key.Value) {
				pairs = append(pairs, [2]*yaml.Node{key, val})
			}
		}
		slices.SortStableFunc(pairs, func(a, b [2]*yaml.Node) int { return strings.Compare(a[0].Value, b[0].Value) })
		d.begin('{', len(pairs))
		for _, pair := range pairs {
			d.text(pair[0].Value)
			d.node(pair[1], pair[0].Value)
		}
	case yaml.SequenceNode:
		d.begin('[', len(n.Content))
		for _, entry := range n.Content {
			d.node(entry, in)
		}
	default:
		d.text(n.Value)
	}
}

// begin and text say how long what follows is, so that no two things are
// written alike. A sum takes every write.
func (d digesting) begin(sign byte, n int) {
	_, _ = d.Write(strconv.AppendInt([]byte{sign}, int64(n), 10))
}

func (d digesting) text(s string) {
	s = norm.NFC.String(s)
	d.begin('"', len(s))
	_, _ = d.Write([]byte(":" + s))
}
