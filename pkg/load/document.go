package load

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"

	"gopkg.in/yaml.v3"

	"github.com/bokgu/bokgu/pkg/diag"
)

// document is one YAML document of a file: the node at its root.
type document struct {
	src   *source
	root  *yaml.Node
	split *split // its systems, when they were read apart; else nil
}

// parsed is what one file gave.
type parsed struct {
	src      *source
	docs     []document
	findings diag.List
	broken   bool // by a syntax error: what stands behind it was not read
	unread   int  // entries behind it
}

// parseFiles reads all files into nodes, several at once: reading the
// characters is nearly the whole cost of loading. Long lists of systems are
// read in parts of so many bytes.
func parseFiles(files []File, partSize int) []parsed {
	results := make([]parsed, len(files))
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wait sync.WaitGroup
	for i := range files {
		slots <- struct{}{}
		wait.Go(func() {
			results[i] = parseFile(files[i], partSize)
			<-slots
		})
	}
	wait.Wait()
	return results
}

func parseFile(file File, partSize int) parsed {
	src, findings := newSource(file)
	p := parsed{src: src, findings: findings}
	if doc, ok := splitDocument(src, partSize); ok {
		p.docs = append(p.docs, doc)
		return p
	}
	roots, err := decode(src.data)
	if err != nil {
		var fault diag.Finding
		roots, fault, p.unread = rescue(src, err)
		p.broken = true
		p.findings = append(p.findings, fault)
	}
	for _, root := range roots {
		p.docs = append(p.docs, document{src: src, root: root})
	}
	if len(p.docs) == 0 && len(p.findings) == 0 {
		p.findings = append(p.findings, diag.Finding{
			Severity: diag.Warning, Rule: "empty-file", Hint: diag.Hint{Key: "header"},
			Place: diag.Place{File: src.name, Line: 1, Column: 1},
		})
	}
	return p
}

// decode reads every document that has something in it. The parser is no
// longer maintained: should some input break it, that is a fault of the file
// like others, not the end of the program.
func decode(data []byte) (roots []*yaml.Node, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			roots, err = nil, fmt.Errorf("yaml: %v", fault)
		}
	}()
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	for {
		var node yaml.Node
		switch err := decoder.Decode(&node); {
		case errors.Is(err, io.EOF):
			return roots, nil
		case err != nil:
			return nil, err
		}
		if node.Kind == yaml.DocumentNode && len(node.Content) == 1 && !isNull(node.Content[0]) {
			roots = append(roots, node.Content[0])
		}
	}
}

// isNull says that nothing is written where a value could stand.
func isNull(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Tag == "!!null" && n.Anchor == ""
}

// isEmpty says that the value is a text of blanks alone, or of nothing.
func isEmpty(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && strings.TrimSpace(n.Value) == "" && n.Anchor == "" && n.Style&yaml.TaggedStyle == 0
}
