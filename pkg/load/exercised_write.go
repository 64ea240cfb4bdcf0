package load

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"time"

	"gopkg.in/yaml.v3"

	"github.com/bokgu/bokgu/pkg/exercise"
)

// ErrUnsound says that the record of passed drills is not sound. Nothing is
// added to it then, so that nothing in it is lost.
var ErrUnsound = errors.New("the record of passed drills has errors")

// exercisedHead is how a new record of passed drills begins.
const exercisedHead = `# Drills that were passed, and what they were about. bokgu drill adds to it.
# 통과한 훈련과 그 대상. bokgu drill 이 덧붙인다.
apiVersion: ` + version + `
kind: Exercised
passed: []
`

// RecordExercise adds an entry to a record of passed drills, at the end, and
// makes the file and its folder when they are not there. What stands in it
// stays, comments too. When it comes back without an error the entry is on the
// disk; with one the file is as before. ErrUnsound says that the file has
// errors, which validate names. Of two calls at once one entry may be lost: the
// caller keeps them apart.
func RecordExercise(path string, e exercise.Entry) error {
	data, err := readFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		err = os.MkdirAll(filepath.Dir(path), 0o755)
	}
	if err != nil {
		return err
	}
	if len(bytes.TrimSpace(data)) == 0 {
		data = []byte(exercisedHead)
	}
	before := Parse([]File{{Name: path, Data: data}})
	if before.Findings.Errors() {
		return ErrUnsound
	}
	data, err = withEntry(data, newEntryYAML(&e))
	if err != nil {
		return err
	}
	after := Parse([]File{{Name: path, Data: data}})
	n := len(before.Passed)
	if after.Findings.Errors() || len(after.Passed) != n+1 || !reflect.DeepEqual(before.Passed, after.Passed[:n]) {
		return ErrUnsound // a form of YAML that does not survive being written again
	}
	return replaceFile(path, data)
}

// entryYAML is an entry as it is written.
type entryYAML struct {
	Drill     string         `yaml:"drill"`
	At        time.Time      `yaml:"at"`
	Simulated *simulatedYAML `yaml:"simulated,omitempty,flow"`
	Played    *playedYAML    `yaml:"played,omitempty,flow"`
	Of        *ofYAML        `yaml:"of,omitempty"`
	Services  int            `yaml:"services"`
	Back      any            `yaml:"back,omitempty"`
	Except    []string       `yaml:"except,omitempty"`
	Elsewhere []string       `yaml:"elsewhere,omitempty"`
}

type simulatedYAML struct {
	Runs int    `yaml:"runs"`
	Seed uint64 `yaml:"seed"`
}

type playedYAML struct {
	People []string `yaml:"people"`
}

type ofYAML struct {
	Inventory string `yaml:"inventory"`
	Playbook  string `yaml:"playbook"`
}

func newEntryYAML(e *exercise.Entry) entryYAML {
	out := entryYAML{
		Drill: e.Drill, At: e.At.Truncate(time.Second), Services: e.Services,
		Except: e.Back.But, Elsewhere: e.Elsewhere,
	}
	if e.Simulated != nil {
		out.Simulated = &simulatedYAML{e.Simulated.Runs, e.Simulated.Seed}
	}
	if e.Played != nil {
		out.Played = &playedYAML{append([]string{}, e.Played.People...)}
	}
	if e.Digests != (exercise.Digests{}) {
		out.Of = &ofYAML{e.Inventory, e.Playbook}
	}
	switch {
	case e.Back.All:
		out.Back = "all"
	case len(e.Back.IDs) > 0:
		out.Back = e.Back.IDs
	}
	return out
}

// withEntry is the file with one entry more in its last Exercised document.
func withEntry(data []byte, entry entryYAML) ([]byte, error) {
	var docs []*yaml.Node
	var passed *yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	for {
		doc := new(yaml.Node)
		err := decoder.Decode(doc)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		docs = append(docs, doc)
		if kind := said(doc.Content[0], "kind"); kind != nil && kind.Value == "Exercised" {
			passed = passedList(doc.Content[0])
		}
	}
	var added yaml.Node
	if err := added.Encode(entry); err != nil {
		return nil, err
	}
	if passed == nil {
		return nil, ErrUnsound
	}
	passed.Content = append(passed.Content, &added)
	passed.Style = 0 // one entry a line: people read what changes
	var out bytes.Buffer
	encoder := yaml.NewEncoder(&out)
	encoder.SetIndent(2)
	for _, doc := range docs {
		if err := encoder.Encode(doc); err != nil {
			return nil, err
		}
	}
	return out.Bytes(), encoder.Close()
}

// passedList is the list of a document, which is made when it is blank.
func passedList(root *yaml.Node) *yaml.Node {
	list := child(root, "passed")
	if list == nil {
		list = &yaml.Node{}
		root.Content = append(root.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: "passed"}, list)
	}
	if list.Kind != yaml.SequenceNode {
		*list = yaml.Node{Kind: yaml.SequenceNode, HeadComment: list.HeadComment, FootComment: list.FootComment}
	}
	return list
}

// replaceFile puts new bytes in the place of a file, at once: whoever looks
// sees the old ones or the new ones, also after a power cut.
// A link stays one, and leads to the new bytes.
func replaceFile(path string, data []byte) error {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	dir, mode := filepath.Dir(path), fs.FileMode(0o644)
	if info, err := os.Stat(path); err == nil {
		mode = info.Mode().Perm()
	}
	next, err := os.CreateTemp(dir, "."+filepath.Base(path)+"-*")
	if err != nil {
		return err
	}
	defer os.Remove(next.Name()) // it is gone when all went well
	_, err = next.Write(data)
	if err == nil {
		err = next.Chmod(mode)
	}
	if err == nil {
		err = next.Sync()
	}
	if closed := next.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(next.Name(), path)
	}
	if err != nil {
		return err
	}
	// Some systems cannot sync a folder. The rename may then be lost with the
	// power, and the file is as before.
	if folder, err := os.Open(dir); err == nil {
		_ = folder.Sync()
		_ = folder.Close()
	}
	return nil
}
