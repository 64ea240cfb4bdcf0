package journal

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func decode(t *testing.T, data []byte) []Record {
	t.Helper()
	records, pos, fault := Decode(Position{}, data)
	if fault != nil || pos.Offset != int64(len(data)) || pos.Seq != uint64(len(records)) {
		t.Fatalf("%+v, stopped by %v", pos, fault)
	}
	return records
}

func TestWhatIsEncodedIsDecoded(t *testing.T) {
	at := time.Date(2025, 9, 26, 20, 27, 3, 5e6, time.FixedZone("", 9*3600))
	r := Record{Version: 1, Incident: "4f1d", Writer: "lee-x-1", Seq: 1, Clock: Clock{Milli: at.UnixMilli(), Count: 7},
		Written: at, Happened: at.Add(-time.Hour), By: "이서준 \"A\"\\", Role: "duty", From: "당직\n<전화> & 팩스",
		Saw: map[string]string{"kim-y-2": "3:0123456789abcdef"}, Irregular: []string{"hold", "need"},
		Override: "불", Corrects: "lee-x-1:1", Type: TypeOpened, Body: json.RawMessage(`{"a":[1,{"b":"}\""}]}`)}
	line, err := Encode(&r, Start)
	if err != nil {
		t.Fatal(err)
	}
	got := decode(t, line)[0]
	if !got.Written.Equal(r.Written) || !got.Happened.Equal(r.Happened) {
		t.Fatalf("times %v %v", got.Written, got.Happened)
	}
	got.Written, got.Happened = r.Written, r.Happened
	if !reflect.DeepEqual(got, r) {
		t.Fatalf("have %+v\nwant %+v", got, r)
	}
	if bytes.Contains(line, []byte(`\u003c`)) {
		t.Fatal("plain text is escaped for HTML")
	}
}

func TestBytesOfARecordStayTheSame(t *testing.T) {
	at := time.Date(2025, 9, 26, 20, 27, 3, 0, time.FixedZone("", 9*3600))
	r := Record{Version: 1, Incident: "4f1d", Writer: "lee-x-1", Seq: 1, Clock: Clock{Milli: 1758886023000}, Written: at, Happened: at, By: "이서준",
		Saw: map[string]string{"b": "1:00", "a": "2:00"}, Type: TypeOpened, Body: json.RawMessage(`{ "a": 1 }`)}
	line, err := Encode(&r, Start)
	if err != nil {
		t.Fatal(err)
	}
	const want = "7fbcc3f7fa0509af847bf1e1651953747049f73f245c53bdca6ef7161b397c66" + ` - {"v":1,"incident":"4f1d","writer":"lee-x-1","seq":1,"clock":"1758886023000.0",` +
		`"written":"2025-09-26T20:27:03+09:00","happened":"2025-09-26T20:27:03+09:00","by":"이서준",` +
		`"saw":{"a":"2:00","b":"1:00"},"type":"chain.opened","body":{"a":1}}` + "\n"
	if string(line) != want {
		t.Fatalf("%s", line)
	}
}

// signed makes a line of any JSON with the sum it should have.
func signed(prev, object string) string {
	sum := chainSum(nil, []byte(prev), []byte(object+"\n"))
	return string(sum[:]) + " - " + object + "\n"
}

const opened = `"seq":1,"incident":"i","writer":"w","type":"chain.opened"`

func TestUnknownFieldsTypesAndSignaturesAreKept(t *testing.T) {
	object := `{"v":9, "extra":{"x":[1,2]} ,` + opened + `,"clock":"5.1","body":{"new":1}}`
	line := signed(Start, object)
	line = strings.Replace(line, " - ", " "+strings.Repeat("0a", 64)+" ", 1)
	r := decode(t, []byte(line))[0]
	if string(r.Raw) != object || r.Version != 9 || r.Clock != (Clock{5, 1}) || string(r.Body) != `{"new":1}` || len(r.Sig) != sigLen {
		t.Fatalf("%+v", r)
	}
}

func TestLinesThatDoNotFitAreNamed(t *testing.T) {
	good := signed(Start, "{"+opened+"}")
	sum := good[:64]
	for name, c := range map[string]struct {
		data string
		want Reason
		line int
	}{
		"not ours":         {"hello\n", WrongLine, 1},
		"empty":            {"\n", WrongLine, 1},
		"sum":              {strings.Replace(good, "opened", "openeD", 1), WrongSum, 1},
		"upper-case sum":   {strings.ToUpper(sum) + good[64:], WrongSum, 1},
		"signature":        {strings.Replace(good, " - ", " + ", 1), WrongSig, 1},
		"long signature":   {strings.Replace(good, " - ", " "+strings.Repeat("g", 128)+" ", 1), WrongSig, 1},
		"no object":        {signed(Start, "[1]"), WrongJSON, 1},
		"half an object":   {signed(Start, "{"+opened), WrongJSON, 1},
		"two objects":      {signed(Start, "{"+opened+"}{}"), WrongJSON, 1},
		"bad body":         {signed(Start, "{"+opened+`,"body":{x}}`), WrongJSON, 1},
		"bad unknown":      {signed(Start, "{"+opened+`,"new":nul}`), WrongJSON, 1},
		"field twice":      {signed(Start, "{"+opened+`,"seq":1}`), WrongJSON, 1},
		"bad clock":        {signed(Start, "{"+opened+`,"clock":"5"}`), WrongJSON, 1},
		"bad time":         {signed(Start, "{"+opened+`,"written":"today"}`), WrongJSON, 1},
		"not UTF-8":        {signed(Start, "{"+opened+",\"by\":\"\xff\"}"), WrongJSON, 1},
		"no opening":       {signed(Start, `{"seq":1,"incident":"i","writer":"w","type":"note"}`), WrongSeq, 1},
		"gap":              {good + signed(sum, `{"seq":3,"incident":"i","writer":"w"}`), WrongSeq, 2},
		"other writer":     {good + signed(sum, `{"seq":2,"incident":"i","writer":"v"}`), WrongWriter, 2},
		"other incident":   {good + signed(sum, `{"seq":2,"incident":"j","writer":"w"}`), WrongIncident, 2},
		"too long":         {good + strings.Repeat("x", MaxLine) + "\n", TooLong, 2},
		"too long, no end": {good + strings.Repeat("x", MaxLine+1), TooLong, 2},
		"no end":           {good + good[:len(good)-1], TornTail, 2},
		"NULs":             {good + strings.Repeat("\x00", MaxLine*2), TornTail, 2},
		"NULs in front":    {good + strings.Repeat("\x00", 2048) + "x\n", TornTail, 2},
		"NULs not at end":  {good + strings.Repeat("\x00", 2048) + "x\ny\n", WrongSig, 2},
	} {
		records, pos, fault := Decode(Position{Writer: "w"}, []byte(c.data))
		if fault == nil || fault.Line != c.line || len(records) != c.line-1 || fault.Offset != pos.Offset {
			t.Errorf("%s: %d records, %v", name, len(records), fault)
		} else if fault.Reason != c.want && !(c.want == WrongSig && fault.Reason == WrongLine) {
			t.Errorf("%s: %s, want %s", name, fault.Reason, c.want)
		}
	}
}

func TestReadingGoesOnWhereItStopped(t *testing.T) {
	data := chainOf(t, "lee-x-1", 6)
	want := decode(t, data)
	for cut := range len(data) {
		head, pos, fault := Decode(Position{}, data[:cut])
		if fault != nil && !fault.Torn() {
			t.Fatalf("cut at %d: %v", cut, fault)
		}
		if cut%7 != 0 {
			continue // the rest of the chain is read now and then
		}
		tail, _, fault := Decode(pos, data[pos.Offset:])
		if fault != nil || len(head)+len(tail) != len(want) {
			t.Fatalf("cut at %d: %d and %d records, %v", cut, len(head), len(tail), fault)
		}
	}
}

func TestLongChainsAreReadInPartsLikeShortOnes(t *testing.T) {
	data := chainOf(t, "lee-x-1", 3000)
	if len(data) < 2*parallelFrom {
		t.Fatal("too short to be read in parts")
	}
	decode(t, data)
	for _, at := range []int{0, 70, len(data) / 3, len(data) / 2, len(data) - 2} {
		spoilt := bytes.Clone(data)
		spoilt[at] ^= 1
		records, pos, fault := Decode(Position{}, spoilt)
		line := bytes.Count(data[:at], []byte("\n"))
		if fault == nil || fault.Torn() || fault.Line != line+1 || len(records) != line || fault.Offset != pos.Offset {
			t.Fatalf("flip at %d (line %d): %d records, %v", at, line+1, len(records), fault)
		}
	}
}

func TestRecordsThatCannotBeKeptAreRefused(t *testing.T) {
	long, _ := json.Marshal(strings.Repeat("x", MaxLine))
	if _, err := Encode(&Record{Body: long}, Start); err != ErrTooLong {
		t.Error(err)
	}
	if _, err := Encode(&Record{Body: json.RawMessage("\"\xff\"")}, Start); err != ErrNotUTF8 {
		t.Error(err)
	}
	if _, err := Encode(&Record{Body: json.RawMessage("{")}, Start); err == nil {
		t.Error("half a body is encoded")
	}
	if _, err := Encode(&Record{}, "abc"); err == nil {
		t.Error("a short sum is taken")
	}
}

func TestClockNeverRunsBack(t *testing.T) {
	c := Clock{}
	at := time.UnixMilli(1000)
	for _, step := range []struct {
		now  time.Duration
		want string
	}{{0, "1000.0"}, {0, "1000.1"}, {-5 * time.Second, "1000.2"}, {time.Millisecond, "1001.0"}} {
		before := c
		if c = c.Next(at.Add(step.now)); c.String() != step.want || before.Compare(c) >= 0 {
			t.Fatalf("have %v after %v, want %s", c, before, step.want)
		}
		var back Clock
		if err := back.UnmarshalText([]byte(c.String())); err != nil || back != c {
			t.Fatal(back, err)
		}
	}
	if c := (Clock{5, 1<<32 - 1}).Next(time.UnixMilli(1)); c != (Clock{Milli: 6}) {
		t.Fatal(c)
	}
}

// The two shell scripts of docs/JOURNAL.md, run on what this package writes.
func TestAuditorsShellLoop(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no sh here")
	}
	if _, err := exec.LookPath("sha256sum"); err != nil {
		t.Skip("no sha256sum here")
	}
	page, err := os.ReadFile("../../docs/JOURNAL.md")
	if err != nil {
		t.Fatal(err)
	}
	var scripts []string
	for _, part := range strings.Split(string(page), "```sh\n")[1:] {
		script, _, _ := strings.Cut(part, "```")
		scripts = append(scripts, script)
	}
	if len(scripts) != 2 {
		t.Fatalf("%d scripts in docs/JOURNAL.md", len(scripts))
	}
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "events"), 0o777); err != nil {
		t.Fatal(err)
	}
	run := func(script string) string {
		cmd := exec.Command(sh, "-c", script)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		return string(out)
	}
	var chains []Chain
	for _, writer := range []string{"kim-y-2", "lee-x-1"} {
		data := chainOf(t, writer, 6)
		chains = append(chains, Chain{Writer: writer, Records: decode(t, data)})
		if err := os.WriteFile(filepath.Join(dir, "events", writer+".chain"), data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	out := run(scripts[0])
	for _, c := range chains {
		if want := "6 records, head " + strings.TrimPrefix(Head(c), "sha256:"); !strings.Contains(out, want) {
			t.Fatalf("%s\nwant %s", out, want)
		}
	}
	if got := strings.TrimSpace(run(scripts[1])); got != strings.ReplaceAll(Code(chains), "-", "") {
		t.Fatalf("code %s, want %s", got, Code(chains))
	}
	spoilt := bytes.Replace(chainOf(t, "lee-x-1", 6), []byte("T3"), []byte("T4"), 1)
	if err := os.WriteFile(filepath.Join(dir, "events", "lee-x-1.chain"), spoilt, 0o666); err != nil {
		t.Fatal(err)
	}
	if out := run(scripts[0]); !strings.Contains(out, "lee-x-1.chain: line 4 does not fit") {
		t.Fatal(out)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(chainOf(f, "lee-x-1", 3))
	f.Add([]byte(signed(Start, "{"+opened+"}")))
	f.Add([]byte("\x00\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		records, pos, fault := Decode(Position{}, data)
		if (fault == nil) != (pos.Offset == int64(len(data))) || pos.Seq != uint64(len(records)) {
			t.Fatalf("%d records, %+v, %v", len(records), pos, fault)
		}
	})
}

// The sums keep a fuzzer out of the parser: it gets one of its own.
func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"v":1,"incident":"4f","writer":"w","seq":2,"clock":"5.1","written":"2025-09-26T20:27:00+09:00","by":"이\"",` +
		`"saw":{"a":"1:0123456789abcdef"},"irregular":["hold"],"type":"note","body":{"a":[1,{}]},"new":null}`))
	f.Add([]byte("{" + opened + "}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var r, again Record
		p := parser{known: map[string]string{}}
		if p.parse(data, &r) != nil {
			return
		}
		if !json.Valid(data) {
			t.Fatalf("%q is taken for JSON", data)
		}
		var exact map[string]json.RawMessage
		if err := json.Unmarshal(data, &exact); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(exact["writer"], &again.Writer); err == nil && utf8.Valid(data) && again.Writer != r.Writer {
			t.Fatalf("writer %q, not %q", r.Writer, again.Writer)
		}
		if err := json.Unmarshal(exact["seq"], &again.Seq); err == nil && again.Seq != r.Seq {
			t.Fatalf("seq %d, not %d", r.Seq, again.Seq)
		}
	})
}
